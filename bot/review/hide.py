"""Words of residents as staff may see them: masked once more, names and half addresses taken out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.text.mask import find, hide

NAME, ADDRESS = "〔姓名〕", "〔地址〕"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖樊殷施洪翟安颜倪"
    "牛温芦季俞章鲁葛伍申尤毕聂焦柳邢岳齐梅庄涂祝耿詹关费纪靳童欧甄裴祁尚舒阮柯卜骆隋辛艾古凌房宫游穆左路卓米冉裘班闵晏"
)
_COMPOUND = "欧阳|司马|上官|诸葛|司徒|东方|皇甫|尉迟|夏侯|慕容|令狐|端木|公孙|轩辕"
_GIVEN = r"[\u4e00-\u9fff]{1,2}"
_FULL = f"(?:(?:{_COMPOUND})|[{_SURNAMES}]){_GIVEN}"
_INTRODUCED = (
    "我叫做?|我名叫|我的?名字(?:是|叫)?|名字(?:是|叫)|姓名(?:是|为)?|本人叫?|真名(?:是|叫)?|户名(?:是|为)?|名叫"
)
_NAMED = re.compile(f"(?P<lead>(?:{_INTRODUCED})[:：,，是 ]*)(?P<name>{_FULL})")
_TITLED = re.compile(f"(?P<lead>我是|我姓)(?P<name>{_FULL})(?=$|[，。,.！!；;\\s、])")
_LIVES = re.compile(
    "(?P<lead>家?住在?|家在|住址是?|地址是?|送到|寄到)[:：]?"
    r"(?P<name>[\u4e00-\u9fffA-Za-z0-9]{1,16}?(?:村|组|屯|寨|社区|小区|花园|公寓|家属院|宿舍|大厦|[路街巷弄]|[号栋幢]楼?|单元|室)"
    r"(?:[\u4e00-\u9fff]{0,4}\d{1,5}(?:号|栋|幢|单元|室|楼|组)?)*)"
)


def hide_names(text: str) -> str:
    """Return a masked text without names that their bearers gave and places where they live."""
    text = _NAMED.sub(lambda found: found["lead"] + NAME, text)
    text = _TITLED.sub(lambda found: found["lead"] + NAME, text)
    return _LIVES.sub(lambda found: found["lead"] + ADDRESS, text)


def for_staff(text: str, keep: Iterable[str] = ()) -> str:
    """Return a stored text as staff may see it.

    Args:
        text: as stored, already masked.
        keep: public numbers that stay.
    """
    return hide_names(hide(text, find(text, keep)))
