"""Every register that lives by its description, in the order of the menu. A new register is one line here."""

from registers.description import Register
from registers.legal_aid import LEGAL_AID
from registers.livestreams import LIVESTREAMS

_ALL: tuple[Register, ...] = (
    LEGAL_AID,
    LIVESTREAMS,
)
REGISTERS = {register.slug: register for register in _ALL}
