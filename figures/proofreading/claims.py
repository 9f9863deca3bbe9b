"""What a number is said to be, beside what it is of: an aim, a case that is told, a mean of a day. No register holds these."""

import re

from figures.proofreading.whereabouts import Whereabouts
from vocab import N_

_AIMS = re.compile(
    r"力争|争取|(?<!为)(?<!为了)确保|拟(?:于|新|开展|举办|建|聘)|(?<![按照据])计划(?:于|新|开展|举办|建|聘|培|用)|下一步|明年|来年|今后|预计|目标(?:是|为|：|达)|原则上|要求各"
    r"|(?:应当?|须|必须|要)(?:达到|不少于|不低于|在)"
)
_AIMS_BEGIN = re.compile(r"(?:下一步|工作打算|工作计划|工作思路|工作安排|努力方向|下阶段)[^。]{0,12}$")
_CHAPTER = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[章节部]|[一二三四五六七八九十]+[.．])"
)
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易常武乔贺赖龚文"
_CASES = re.compile(
    rf"[{_SURNAMES}]某|当事人某|某(?:公司|企业|工厂|小区|工地)|案例|典型案|案情|补偿款|赔偿款"
)
_NOT_HAPPENED = re.compile(r"(?:未发生|没有发生|未出现|没有出现|杜绝|零发生)[^，。；]*$")
_OCCASION = re.compile(
    r"(?:活动|行动|创建|宣传[日周月])(?:期间|中|现场|当天)|宣传[日周月](?:集中|发放|开展)|“?\d{1,2}[·.]\d{1,2}”?[^，。；\d]{0,10}(?:日|期间)|(?:宪法|安全教育|权益)日"
)
_OF_SO_MANY = re.compile(r"每(?:受理|调解|化解|办理)?(?:\d+[^，。；]*)?$")
_SCOPE = re.compile(
    r"行业性|专业性|行专|网格员|志愿者|商会|协会|工会|妇联|[医交物劳]调委|(?:医疗|交通|物业|劳动|人事|婚姻家庭|消费|金融|旅游|征地)[^，。；\d]{0,8}(?:调解委员会|调委会)|调解中心"
    r"|“[^”\n]{1,14}(?:工作室|调解室)”|“[^”\n]{1,14}”[^，。；\d]{0,6}(?:调解室|工作室|调委会|驿站|中心)"
    r"|(?:派?驻|个人|品牌|特色|流动|巡回)[^，。；\d]{0,10}(?:调解室|工作室|调解庭)"
    r"|(?:专职|兼职|特邀|[一-九]级)(?:人民)?调解员"
)
_SINGLE = re.compile(r"单[案笔件个]|个案|最高|最大|案均|件均|笔均")
_MEAN = re.compile(r"平均|[人村户日月周年]均")


def why_none(where: Whereabouts, place: int) -> str:
    """Why a number at a place is no figure of a period that is over; "" where nothing says so."""
    start, end = where.sentence(place)
    sentence = where.text[start:end]
    if _AIMS.search(where.text, start, place) or _in_chapter_of_aims(where.text, place):
        return N_("说的是打算或要求，不是已有的数")
    if _CASES.search(sentence) or _CASES.search(_head(where.text, place)):
        return N_("说的像是个案，请对照卷宗核对")
    if _NOT_HAPPENED.search(where.text, start, place) or _OF_SO_MANY.search(where.text, start, place):
        return N_("说的不是一段时间里的件数")
    if where.is_of_a_day(place) or _OCCASION.search(where.text, start, place):
        return N_("说的是某一天或某次活动的数，请对照那一天的登记")
    if where.is_vague(place):
        return N_("没有写明是哪几年的数，请自行核对")
    return ""


def is_scoped(words: str) -> bool:
    """Whether words before a number speak of some of those who mediate, whose cases no figure counts by themselves."""
    return bool(_SCOPE.search(words))


def is_mean(words: str) -> bool:
    """Whether words before a number say that it is a mean."""
    return bool(_MEAN.search(words))


def is_single(words: str) -> bool:
    """Whether words before a number say that it is of one case: 单案最高金额."""
    return bool(_SINGLE.search(words))


def _head(text: str, place: int) -> str:
    """The words with which the line begins: 案例：…"""
    line = text.rfind("\n", 0, place) + 1
    return text[line : min(line + 8, place)]


def _in_chapter_of_aims(text: str, place: int) -> bool:
    """Whether the last heading before a place announces what is to be done."""
    for line in reversed(text[:place].split("\n")[:-1]):
        if _AIMS_BEGIN.search(line.strip()) and len(line) < 40:
            return True
        if _CHAPTER.match(line):
            return False
    return False
