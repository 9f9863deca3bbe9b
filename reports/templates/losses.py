"""What of a template would not outlive the filling: counted in the zip before and after openpyxl wrote it anew.

So the report is right by construction: whatever is fewer afterwards is lost, and what stays is said to stay.
"""

import io
import warnings
from collections import Counter
from dataclasses import dataclass

from reports.templates import opening
from reports.templates.inventory import inventory
from vocab import N_

KINDS = {
    "shape": N_("文本框和图形"),
    "picture": N_("图片"),
    "chart": N_("图表"),
    "chart_detail": N_("图表的格式细节"),
    "diagram": N_("SmartArt 图形"),
    "control": N_("窗体控件"),
    "object": N_("嵌入的对象"),
    "background": N_("工作表背景图"),
    "header_picture": N_("页眉页脚里的图片"),
    "cell_picture": N_("单元格里的图片（嵌入的）或数据类型"),
    "checkbox": N_("单元格里的复选框"),
    "dynamic": N_("动态数组公式（改为固定范围的数组公式）"),
    "comment": N_("批注"),
    "threaded": N_("对话式批注"),
    "rich": N_("一格多种字体的单元格"),
    "phonetic": N_("拼音标注"),
    "x14_format": N_("扩展的条件格式（数据条、图标集等）"),
    "x14_validation": N_("扩展的数据验证（引用其他工作表的下拉）"),
    "sparkline": N_("迷你图"),
    "slicer": N_("切片器和日程表"),
    "extension": N_("其他扩展内容"),
    "pivot": N_("数据透视表"),
    "cache": N_("数据透视表缓存"),
    "external": N_("对其他工作簿的引用"),
    "connection": N_("数据连接"),
    "custom_xml": N_("自定义 XML"),
    "signature": N_("数字签名"),
    "printer": N_("打印机的专用设置"),
    "merge": N_("合并单元格"),
    "formula": N_("公式"),
    "validation": N_("数据验证"),
    "condition": N_("条件格式"),
    "protection": N_("工作表保护"),
    "editable": N_("受保护工作表中允许编辑的区域"),
    "sharing": N_("“建议只读”的标记"),
    "view": N_("自定义视图"),
    "ignored": N_("“忽略错误”的标记"),
    "title": N_("打印标题行列"),
    "area": N_("打印区域"),
    "name": N_("名称"),
    "table": N_("表格"),
    "filter": N_("自动筛选"),
    "break": N_("分页符"),
    "freeze": N_("冻结窗格"),
    "hidden": N_("隐藏的工作表"),
}
# Those that a reader of the report wants to see confirmed where nothing is lost of them.
KEPT = (
    "merge",
    "formula",
    "validation",
    "condition",
    "protection",
    "title",
    "area",
    "hidden",
    "rich",
    "comment",
)


@dataclass(frozen=True)
class Loss:
    """So many of a kind on a sheet ("": in the file as a whole) do not stay."""

    kind: str
    sheet: str
    count: int

    @property
    def label(self) -> str:
        """What it is, in words."""
        return KINDS[self.kind]


@dataclass(frozen=True)
class Report:
    """What is lost, and of what people ask first how many stay."""

    lost: list[Loss]
    kept: dict[str, int]


def report(content: bytes) -> Report:
    """What filling a template would lose and keep, found without filling anything."""
    before = inventory(content)
    after = inventory(resaved(content))
    missing = before - after
    lost: Counter[tuple[str, str]] = Counter()
    for (kind, sheet, _), count in missing.items():
        lost[kind, sheet] += count
    order = list(KINDS)
    rows = [Loss(kind, sheet, count) for (kind, sheet), count in lost.items()]
    kept: Counter[str] = Counter()
    for (kind, _, _), count in (before & after).items():
        kept[kind] += count
    return Report(
        sorted(rows, key=lambda row: order.index(row.kind)), {kind: kept[kind] for kind in KEPT if kept[kind]}
    )


_REMEMBERED = 64
_reports: dict[str, Report] = {}


def remembered(digest: str, content: bytes) -> Report:
    """As report(), worked out once for a file of that digest as long as the server runs."""
    if digest not in _reports:
        while len(_reports) >= _REMEMBERED:
            _reports.pop(next(iter(_reports)), None)
        _reports[digest] = report(content)
    return _reports[digest]


def resaved(content: bytes) -> bytes:
    """The template as it comes out when nothing is written into it."""
    target = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        opening.load(content).save(target)
    return target.getvalue()
