"""Invented people and firms: names, identity numbers of region 99 with right check digits, telephones 120…"""

import datetime
from dataclasses import dataclass, field
from random import Random

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_WEIGHTS = tuple(max(1, 40 - position) for position in range(len(_SURNAMES)))
_GIVEN = {
    "male": "建国 志强 国华 明 伟 勇 海涛 永福 德胜 春生 金根 水生 文斌 卫东 立新 长林 大军 光明 小龙 振华 俊杰 家豪 鹏 超 世杰 培元 兴旺 有财 庆丰 宝山 学军 云飞 松 桥生 和平 继业 中海 友良 天佑 思远",
    "female": "秀英 桂兰 芳 丽 敏 玉珍 春梅 凤英 海燕 小红 雪梅 美玲 婷 静 翠花 金凤 彩霞 月娥 红梅 晓燕 菊香 素珍 慧 欣怡 雨桐 佩佩 莲 银花 淑芬 文秀 水莲 兰香 巧云 丽娟 思琪 冬梅 杏花 玉兰 爱华 招娣",
}
_GIVEN_NAMES = {sex: tuple(names.split()) for sex, names in _GIVEN.items()}
_OCCUPATIONS = "务农 务农 务农 务工 务工 个体经营 教师 退休 企业职工 货车司机 外卖配送员 自由职业 保洁员 木工 水电工 养殖户".split()
_FIRM_WORDS = "城关 青柳 云岭 金沙 双溪 东湖 河东 长丰 顺达 恒信 聚源 宏图 百惠 安居 乐家 新禾 天成 瑞和 同盛 永固".split()

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Person:
    """Somebody invented. `short` is how a summary speaks of the person: 张某."""

    name: str
    sex: str
    born_on: datetime.date
    id_number: str
    phone: str
    occupation: str

    @property
    def short(self) -> str:
        return f"{self.name[0]}某"


@dataclass
class Population:
    """Gives out people no two of whom share an identity or telephone number."""

    random: Random
    _given_out: int = field(default=0)

    def person(self, today: datetime.date, *, sex: str = "", unlike: str = "", name: str = "") -> Person:
        """A person of 18 to 80 years on `today`, whose surname is not that of the name `unlike`."""
        sex = sex or self.random.choice(("male", "male", "female"))
        name = name or self._surname(unlike) + self.random.choice(_GIVEN_NAMES[sex])
        born_on = today - datetime.timedelta(days=self.random.randrange(18 * 366, 80 * 365))
        self._given_out += 1
        return Person(
            name=name,
            sex=sex,
            born_on=born_on,
            id_number=self._id_number(born_on, sex),
            phone=f"120{self._given_out * 48_271_007 % 10**8:08d}",
            occupation=self.random.choice(_OCCUPATIONS),
        )

    def firm(self, endings: str) -> str:
        """A firm's or body's name with one of the `endings` (words apart): 长丰建筑有限公司."""
        return self.random.choice(_FIRM_WORDS) + self.random.choice(endings.split())

    def _surname(self, unlike: str) -> str:
        while (surname := self.random.choices(_SURNAMES, _WEIGHTS)[0]) == unlike[:1]:
            pass
        return surname

    def _id_number(self, born_on: datetime.date, sex: str) -> str:
        region, number = divmod(self._given_out, 500)
        odd = 1 if sex == "male" else 0  # the last digit before the check digit tells the sex
        body = f"99{region:04d}{born_on:%Y%m%d}{2 * number + odd:03d}"
        return body + check_digit(body)


def check_digit(body: str) -> str:
    """The last character of an identity number whose first 17 digits are `body` (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(body, _ID_WEIGHTS, strict=True))
    return "10X98765432"[total % 11]
