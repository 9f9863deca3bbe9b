"""Every register that lives by its description, in the order of the menu. A new register is one line here."""

from registers.advisers import ADVISER_SERVICES, ADVISERS
from registers.consultations import CONSULTATIONS, HOTLINE
from registers.description import Register
from registers.documents import DOCUMENT_CLEARINGS, DOCUMENT_REVIEWS
from registers.enterprises import CHECKUPS
from registers.legal_aid import LEGAL_AID
from registers.livestreams import LIVESTREAMS
from registers.publicity import EVENTS, OFFICIALS_STUDY, VIDEOS
from registers.reviews import LITIGATION, REVIEWS
from registers.screenings import FINDINGS, SCREENINGS
from registers.service_places import SERVICE_PLACES
from registers.subsidies import SUBSIDIES
from registers.trainings import TRAININGS
from registers.understanders import ACTIVITIES, UNDERSTANDERS

_ALL: tuple[Register, ...] = (
    LEGAL_AID,
    CONSULTATIONS,
    HOTLINE,
    SERVICE_PLACES,
    ADVISERS,
    ADVISER_SERVICES,
    UNDERSTANDERS,
    ACTIVITIES,
    TRAININGS,
    EVENTS,
    LIVESTREAMS,
    VIDEOS,
    OFFICIALS_STUDY,
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
