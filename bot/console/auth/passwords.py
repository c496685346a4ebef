"""Which passwords are taken: long ones that nobody else uses. Pure.

Length counts, not the mixture of signs (NIST SP 800-63B).
"""

from __future__ import annotations

import unicodedata

SHORTEST, LONGEST = 12, 128
# What a rule of twelve signs makes people choose; compared without case and blanks.
_COMMON = """
123456789012 1234567890123 12345678901234 1234567890123456 012345678910 123412341234 112233445566
123123123123 111222333444 121212121212 098765432109 987654321012 password1234 password12345
password123456 passw0rd1234 p@ssw0rd1234 qwertyuiop12 qwertyuiop123 qwertyuiopasdf qwertyuiop[]
1qaz2wsx3edc 1q2w3e4r5t6y qazwsxedcrfv asdfghjkl123 zxcvbnm12345 abcdefghijkl abcd12345678 abc123456789
a12345678910 aa1234567890 iloveyou1234 iloveyou1314 woaini1314520 woaini521521 5201314520131
woaizhongguo woaibeijing1 zhongguo1234 administrator admin1234567 admin12345678 admin@123456 adminadmin12
administrator1 administrator123 welcome12345 welcome@1234 changeme1234 letmein12345 root12345678
huawei@12345 huawei@123456 fanzhazhongxin fanzha123456 96110961109 961109611096110 110110110110
"""


def normalised(password: str) -> str:
    """Return the password as it is hashed: the same whatever keyboard wrote it."""
    return unicodedata.normalize("NFKC", password)


def problem(password: str, name: str) -> str:
    """Return what is wrong with a new password, in plain Chinese; empty if nothing is."""
    text = normalised(password)
    plain = "".join(text.split()).casefold()
    if len(text) < SHORTEST:
        return f"密码至少 {SHORTEST} 个字。可以用几个不相干的词连起来，好记又难猜。"
    if len(text) > LONGEST:
        return f"密码最多 {LONGEST} 个字。"
    if plain in _COMMON.split() or len(set(plain)) < 5:
        return "这个密码太常见，别人一猜就中。换几个不相干的词连起来。"
    if name and name.casefold() in plain:
        return "密码里不要有自己的名字。"
    return ""
