"""Headings above columns: who shares one, who reaches down."""

from figures.forms.headings import Heading, lines


def test_neighbours_share_a_heading_and_short_paths_reach_down():
    assert lines(
        [("总数",), ("来源", "主动"), ("来源", "移送", "小计"), ("来源", "移送", "法院"), ("形式", "口头")]
    ) == [
        [Heading("总数", 0, 1, 3), Heading("来源", 1, 3), Heading("形式", 4)],
        [Heading("主动", 1, 1, 2), Heading("移送", 2, 2), Heading("口头", 4, 1, 2)],
        [Heading("小计", 2), Heading("法院", 3)],
    ]


def test_two_columns_of_one_name_stay_two():
    assert lines([("件",), ("件",)]) == [[Heading("件", 0), Heading("件", 1)]]


def test_no_columns_have_no_headings():
    assert lines([]) == []
