"""Personal data at rest: what is encrypted comes back, and only with the key and in its own place."""

import pytest

from office import crypto

ID = "990101199001011234"


@pytest.fixture(autouse=True)
def key(tmp_path):
    crypto.use_key(tmp_path)
    return tmp_path / "personal.key"


@pytest.fixture(params=[True, False], ids=["sm4", "aes"])
def kind(request, monkeypatch):
    if request.param and not crypto._sm4_works():
        pytest.skip("this OpenSSL has no SM4")
    monkeypatch.setattr(crypto, "_sm4_works", lambda: request.param)
    return b"1" if request.param else b"2"


@pytest.mark.parametrize("text", [ID, "", "张三 12000000001", "x" * 5000])
def test_what_was_encrypted_comes_back(kind, text):
    cipher = crypto.encrypt(text, "party.id")
    assert cipher[:1] == kind
    assert crypto.decrypt(cipher, "party.id") == text


def test_the_same_text_never_looks_the_same_and_does_not_show(kind):
    first, second = crypto.encrypt(ID, "party.id"), crypto.encrypt(ID, "party.id")
    assert first != second
    assert ID.encode() not in first


def test_a_cipher_moved_to_another_field_does_not_open(kind):
    with pytest.raises(ValueError, match="密文"):
        crypto.decrypt(crypto.encrypt(ID, "party.id"), "party.phone")


@pytest.mark.parametrize("place", [5, 20, -1])
def test_a_tampered_cipher_does_not_open(kind, place):
    cipher = bytearray(crypto.encrypt(ID, "party.id"))
    cipher[place] ^= 1
    with pytest.raises(ValueError, match="密文"):
        crypto.decrypt(bytes(cipher), "party.id")


def test_another_key_opens_nothing(kind, tmp_path):
    cipher, index = crypto.encrypt(ID, "party.id"), crypto.blind_index(ID, "party.id")
    (tmp_path / "other").mkdir()
    crypto.use_key(tmp_path / "other")
    with pytest.raises(ValueError, match="密文"):
        crypto.decrypt(cipher, "party.id")
    assert crypto.blind_index(ID, "party.id") != index


def test_both_kinds_open_in_one_installation(monkeypatch):
    made = []
    for works in (True, False):
        with monkeypatch.context() as patch:
            patch.setattr(crypto, "_sm4_works", lambda works=works: works)
            made.append(crypto.encrypt(ID, "party.id"))
    assert [crypto.decrypt(cipher, "party.id") for cipher in made] == [ID, ID]


def test_the_key_is_private_and_stays(key, tmp_path):
    assert key.stat().st_mode & 0o777 == 0o600
    cipher = crypto.encrypt(ID, "party.id")
    crypto.use_key(tmp_path)
    assert crypto.decrypt(cipher, "party.id") == ID


def test_the_blind_index_finds_a_number_however_it_was_typed():
    typed = ("99010119900101123x", " 990101 19900101 123X ", "990101-19900101-123X")
    assert len({crypto.blind_index(text, "party.id") for text in typed}) == 1
    assert crypto.blind_index(typed[0], "party.id") != crypto.blind_index(typed[0], "party.phone")


@pytest.mark.parametrize(
    ("text", "shown"),
    [(None, ""), ("", ""), ("12345", "*****"), (ID, "990*************34"), ("12000000001", "120******01")],
)
def test_the_mask_keeps_the_length_and_little_else(text, shown):
    assert crypto.mask(text) == shown
