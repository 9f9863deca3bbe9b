"""Every register that lives by its description, in the order of the menu. A new register is one line here."""

from registers.description import Register
from registers.documents import DOCUMENT_CLEARINGS, DOCUMENT_REVIEWS
from registers.enterprises import CHECKUPS
from registers.legal_aid import LEGAL_AID
from registers.livestreams import LIVESTREAMS
from registers.reviews import LITIGATION, REVIEWS
from registers.screenings import FINDINGS, SCREENINGS
from registers.subsidies import SUBSIDIES

_ALL: tuple[Register, ...] = (
    LEGAL_AID,
    LIVESTREAMS,
    SCREENINGS,
    FINDINGS,
    SUBSIDIES,
    CHECKUPS,
    REVIEWS,
    LITIGATION,
    DOCUMENT_REVIEWS,
    DOCUMENT_CLEARINGS,
)
REGISTERS = {register.slug: register for register in _ALL}
