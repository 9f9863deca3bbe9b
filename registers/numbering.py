"""File numbers: prefix + year + serial per committee, unique, without gaps by accident."""

from models import Committee, FileNumber


def take(committee_id: int, year: int) -> int:
    """The committee's next serial of the year. Call it inside the transaction that stores the case:

    when that fails the serial is given back with it, so no number is lost, and two at once never get the same.
    """
    return take_many(committee_id, year, 1)[0]


def take_many(committee_id: int, year: int, count: int) -> range:
    """As take(), the next `count` serials for cases stored together."""
    taken = (
        FileNumber.insert(committee=committee_id, year=year, last=count)
        .on_conflict(
            conflict_target=[FileNumber.committee, FileNumber.year],
            update={FileNumber.last: FileNumber.last + count},
        )
        .returning(FileNumber.last)
        .execute()
    )
    last = next(iter(taken)).last
    return range(last - count + 1, last + 1)


def text(committee: Committee, year: int, serial: int) -> str:
    """The number as written on the cover: 〔2026〕城人调字第100号."""
    return f"〔{year}〕{committee.prefix}第{serial}号"
