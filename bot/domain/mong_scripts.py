"""Mông in RPA (White Mông) → a guess in the school script of Decree 206-CP (1961), for who writes or checks that script.

Made by holding 121 words of course books in the school script against the same words in RPA. On whole
sentences it was never measured. So it is shown to translators, who mend it, and never to people.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from bot.domain.rpa import KNOWN, SYLLABLE, is_word

UNSURE: Final = "?"
"""Behind a syllable for which no course book bears witness."""


def _pairs(listed: str) -> Mapping[str, str]:
    return dict(pair.split("=") for pair in listed.split())


_SEEN: Final = _pairs(
    "p=p np=b npl=bl t=t th=th nt=nt r=tr c=ch nc=nd k=c kh=kh q=k qh=kr nq=gr tx=tx txh=cx ntx=nz ntxh=nx ts=ts tsh=y"
    " nts=nj m=m n=n ny=nh l=l hl=hl v=v x=x xy=sh s=s z=j y=z h=h d=đ dh=đh hm=hm hn=hn"
)
_UNSEEN: Final = _pairs(
    "ph=f nph=mf pl=pl plh=fl nplh=mfl nth=nth rh=r nr=nr nrh=nr ch=q nch=nq nk=g nkh=nkh nqh=nkr ntsh=ny ml=ml f=ph g=ng"
    " hny=hnh hml=hml dl=đr dlh=đl ndl=nđr ndlh=nđl"
    " tl=đr tlh=đl ntl=nđr ntlh=nđl nl=ml hnl=hml"  # other spellings of dl, dlh, ndl, ndlh, ml, hml
)
_RIMES: Final = _pairs("a=ăng e=ê i=i o=ao u=u w=ư ai=ei au=âu aw=ơư ee=ênh oo=ông ua=uô ia=a aa=ăng")
_TONES: Final[Mapping[str, str]] = {
    "": "",
    "b": "z",
    "j": "x",
    "v": "r",
    "m": "v",
    "g": "s",
    "s": "(l/k)",  # l where Green Mông has -g, k where it has -s: White Mông alone does not tell
}


_RUN: Final = re.compile(r"\{[^}]*\}|«[^»]*»|/\w+|[^\W\d_]+")


def school_script(sentence: str) -> str:
    """A guess at the sentence in the school script. What is no RPA, placeholders, commands and what is quoted stay as they
    are; ``(l/k)`` is open, and what only resembles known words has ``?`` behind it."""
    return _RUN.sub(lambda found: _word(found[0]), sentence)


def _word(word: str) -> str:
    small = word.casefold()
    if not small.isalpha() or small in KNOWN or not is_word(small):
        return word
    guess = "".join(_syllable(*found.groups(default="")) for found in SYLLABLE.finditer(small))
    return guess[:1].upper() + guess[1:] if word[:1].isupper() else guess


def _syllable(onset: str, rime: str, tone: str) -> str:
    if tone not in _TONES:  # -d, a tone of White Mông that no course book shows
        return f"{onset}{rime}{tone}{UNSURE}"
    unsure = UNSURE if onset in _UNSEEN else ""
    return f"{({**_SEEN, **_UNSEEN})[onset] if onset else ''}{_RIMES[rime]}{_TONES[tone]}{unsure}"
