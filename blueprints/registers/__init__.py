"""The pages of every described register: overview, list, entry on one screen, detail, change, withdrawal."""

from flask import Blueprint
from werkzeug.routing import BaseConverter, ValidationError

from registers.catalogue import REGISTERS
from registers.description import Register


class RegisterConverter(BaseConverter):
    """The word in an address that names a register of the catalogue; any other is no page."""

    def to_python(self, value: str) -> Register:
        if value not in REGISTERS:
            raise ValidationError()
        return REGISTERS[value]

    def to_url(self, value: Register) -> str:
        return value.slug


bp = Blueprint("registers", __name__)
bp.record_once(lambda state: state.app.url_map.converters.update(register=RegisterConverter))

from blueprints.registers import routes  # noqa: E402, F401
