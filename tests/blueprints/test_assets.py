"""Files and icons: found in the wheels, kept by the browser, never from another host."""

import gzip
import re

import pytest
from flask import Flask, render_template_string

from blueprints.assets import FILES, asset, bp, icon


@pytest.fixture
def app():
    app = Flask(__name__, static_folder=None)
    app.register_blueprint(bp)
    return app


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture(params=FILES)
def url(request, app):
    with app.test_request_context():
        return asset(request.param)


def test_each_file_is_served_for_good(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert "sourceMappingURL" not in answer.text


def test_the_packed_file_is_the_same(client, url):
    plain = client.get(url)
    packed = client.get(url, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"


def test_the_type_follows_from_the_ending(client, app):
    with app.test_request_context():
        urls = {name: asset(name) for name in ("bootstrap.css", "htmx.js", "fengqiao.svg")}
    types = {name: client.get(url).mimetype for name, url in urls.items()}
    assert types == {
        "bootstrap.css": "text/css",
        "htmx.js": "text/javascript",
        "fengqiao.svg": "image/svg+xml",
    }


@pytest.mark.parametrize(
    "path", ["/v/fengqiao.0123456789.css", "/v/models.0123456789.py", "/v/..%2Fapp.x.py"]
)
def test_nothing_else_is_served(client, path):
    assert client.get(path).status_code == 404


def test_an_icon_is_inline_and_silent(app):
    with app.test_request_context():
        drawn = render_template_string("{{ icon('people') }}")
    assert re.match(r'<svg [^>]*aria-hidden="true"[^>]*>.*<path ', drawn)
    assert "style=" not in drawn


def test_a_misspelt_icon_is_noticed():
    with pytest.raises(KeyError):
        icon("peeple")
