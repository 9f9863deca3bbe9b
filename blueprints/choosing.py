"""The units that a filter offers."""

from figures.frame import Frame


def unit_choices(frame: Frame) -> list[tuple[int, str]]:
    """Units for the chooser: the area's top, what lies below it, the way to the present unit and its children."""
    top = min(place.path.count("/") for place in frame.places.values())
    near = {frame.unit.parent_id, frame.unit.id}
    shown = []
    for place in sorted(frame.places.values(), key=lambda place: _order(frame, place.path)):
        depth = place.path.count("/") - top
        if depth <= 1 or place.parent_id in near or frame.unit.path.startswith(place.path):
            shown.append((place.id, "　" * depth + place.name))
    return shown


def _order(frame: Frame, path: str) -> list[tuple[int, int]]:
    ids = [int(part) for part in path.strip("/").split("/")]
    return [(frame.places[id_].position, id_) for id_ in ids if id_ in frame.places]
