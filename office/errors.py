"""What can go wrong in the office's own terms. Pages turn each into a message; nothing else is caught there."""

from typing import Any


class OfficeError(Exception):
    """Base: `text` is a Chinese sentence with named places ({name}), `values` fill them."""

    def __init__(self, text: str, /, **values: Any) -> None:
        super().__init__(text)
        self.text = text
        self.values = values

    def __str__(self) -> str:
        return self.text.format(**self.values)


class NotVisible(OfficeError):
    """No such record in the actor's area; its existence elsewhere is not told (404)."""

    def __init__(
        self, text: str = "没有找到这条记录，可能已被移走，或不在您的管辖范围内。", /, **values: Any
    ) -> None:
        super().__init__(text, **values)


class NotAllowed(OfficeError):
    """The actor's role does not include this act (403)."""

    def __init__(
        self, text: str = "您的岗位没有这项权限，如需办理请联系系统管理员。", /, **values: Any
    ) -> None:
        super().__init__(text, **values)


class Rejected(OfficeError):
    """The input breaks a rule: which field, why, and the remedy (422)."""

    def __init__(self, field: str, text: str, /, **values: Any) -> None:
        super().__init__(text, **values)
        self.field = field


class Refused(OfficeError):
    """Several rules broken at once; `faults` are Rejected."""

    def __init__(self, faults: list[Rejected]) -> None:
        super().__init__("{first}", first=str(faults[0]) if faults else "")
        self.faults = faults


class Stale(OfficeError):
    """Somebody changed the record meanwhile (409). `current` is the record as it stands."""

    def __init__(self, current: Any) -> None:
        super().__init__("这条记录在您修改期间已被他人改动，请核对后再保存。")
        self.current = current


class Closed(OfficeError):
    """The change alters what a locked month counted, and no reason was given, or none that says anything (`fault`).

    `effects` are what it would do (figures/differences/effects.py). Nothing is saved (422).
    """

    def __init__(self, effects: Any, fault: Rejected | None = None) -> None:
        text = "这项改动会改变已锁定月份的数字（{effects}），请写明更正原因。"
        super().__init__(text, effects=effects.sentence())
        self.effects = effects
        self.fault = fault
