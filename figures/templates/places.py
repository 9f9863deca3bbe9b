"""The units that a template names, found by the names they bear, bore or are commonly called by."""

import re
from collections import defaultdict
from functools import cached_property

from figures.frame import Frame, Place
from models import UnitName
from registers.ledger import naming

_TOTAL = re.compile(r"(?:全[县区市旗州]?)?(?:合计|总计|共计|总数|全[县区市旗州])")
_OWN = re.compile(r"(?:[县区市旗州]?本级|(?:局|县|区|市)?机关|局本部|直属)")
_ENDING = re.compile(r"(?:街道|苏木|嘎查|社区|[镇乡村])$")
_LIKE_A_PLACE = re.compile(r"[\u4e00-\u9fff]{1,12}(?:街道(?:办事处)?|苏木|嘎查|社区|司法所|[镇乡村县区旗])$")


class Places:
    """The units below one, and what a template may call them."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        # the same headings stand over many cells
        self._titles: dict[str, list[Place]] = {}
        self._found: dict[str, Place | None] = {}
        self._totals: dict[str, bool] = {}

    def find(self, text: str) -> Place | None:
        """The one unit below that a text names; those directly below come first. None for none or several.

        The unit itself by its name, too: what a county maps for a township the township fills in for itself.
        """
        if text not in self._found:
            self._found[text] = self._looked_up(text)
        return self._found[text]

    def _looked_up(self, text: str) -> Place | None:
        if naming.place(text) == naming.place(self.frame.unit.name):
            return self.frame.unit
        found = self._named.get(self._plain(text), [])
        near = [one for one in found if one.id in self.frame.children]
        chosen = near or found
        return chosen[0] if len(chosen) == 1 else None

    def is_total(self, text: str) -> bool:
        """Whether a text means the whole: 合计, 全县, or the unit itself by name."""
        if text not in self._totals:
            name = naming.tidy(text)
            self._totals[text] = bool(_TOTAL.fullmatch(name)) or name == naming.tidy(self.frame.unit.name)
        return self._totals[text]

    def is_whole(self, text: str) -> bool:
        """Whether a text names the whole outright, as 合计 does not: 全县, or the unit itself."""
        return self.is_total(text) and (naming.tidy(text).startswith("全") or self.find(text) is not None)

    def named_in(self, title: str) -> list[Place]:
        """The units below that a title names, without those above another of them: 柳河镇, 柳河司法所."""
        if title not in self._titles:
            text = naming.tidy(title).replace(naming.tidy(self.frame.unit.name), "")
            found = {name: place for name, place in self._in_titles.items() if name in text}
            above = {place.parent_id for place in found.values()}
            self._titles[title] = list({p.id: p for p in found.values() if p.id not in above}.values())
        return self._titles[title]

    @cached_property
    def _in_titles(self) -> dict[str, Place]:
        """Full names of units below, and 柳河司法所 for that of 柳河镇."""
        found = {}
        for place in self.frame.inside.values():
            if place.id != self.frame.unit.id and len(place.name) > 2:
                found[naming.tidy(place.name)] = place
                if place.id in self.frame.children:
                    found[f"{_ENDING.sub('', naming.tidy(place.name))}司法所"] = place
        return found

    def is_own(self, text: str) -> bool:
        """Whether a text means what is written down at the unit itself: 本级."""
        return bool(_OWN.fullmatch(naming.tidy(text)))

    def is_like_a_place(self, text: str) -> bool:
        """Whether a text looks like the name of a unit, known or not."""
        name = self._plain(text)
        return bool(_LIKE_A_PLACE.search(name)) and naming.is_plain(name) and not naming.is_general(name)

    def _plain(self, text: str) -> str:
        return naming.without(naming.place(text), self.frame.unit.name)

    @cached_property
    def _named(self) -> dict[str, list[Place]]:
        found: dict[str, dict[int, Place]] = defaultdict(dict)
        inside = {id_: place for id_, place in self.frame.inside.items() if id_ != self.frame.unit.id}
        former = UnitName.select(UnitName.unit, UnitName.name).where(UnitName.unit.in_(list(inside)))
        for id_, name in (*((p.id, p.name) for p in inside.values()), *former.tuples()):
            plain = naming.place(name)
            found[plain][id_] = inside[id_]
            stem = _ENDING.sub("", plain)
            if len(stem) > 1:
                found[stem][id_] = inside[id_]
        return {name: list(places.values()) for name, places in found.items()}
