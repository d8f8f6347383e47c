"""The vocabulary: a front end asks once, and shows words wherever the interface has codes."""

from hashlib import sha256

from fastapi import Response

from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Out
from escalation.kit.web.headers import IfNoneMatch, etag
from escalation.kit.web.problems import kinds_of_refusals
from escalation.kit.web.routes import strict_router
from escalation.vocabulary.usecases import vocabulary as usecase

router = strict_router(prefix="/v1/vocabulary", tags=["vocabulary"])


class WordOut(Out):
    """What a code is called."""

    code: str
    zh: str
    en: str


class WordsOut(Out):
    """The codes of one kind, in an order to show them in."""

    kind: str
    words: list[WordOut]


class VocabularyOut(Out):
    """Every kind of code."""

    items: list[WordsOut]


@router.get(
    "",
    summary="What codes are called",
    response_model=VocabularyOut,
    responses={304: {"description": "The caller knows these words already."}},
)
async def read_vocabulary(_: Caller, runtime: Uses, known: IfNoneMatch = None) -> Response:
    """Chinese and English for states, moves, levels, grades, roles, events, problems and all other codes."""
    found = await usecase.vocabulary(runtime, kinds_of_refusals())
    items = [
        WordsOut(kind=kind, words=[WordOut.model_validate(word) for word in words]) for kind, words in found.items()
    ]
    body = VocabularyOut(items=items).model_dump_json().encode()
    # What words there are has no number of its own: the words make one, which is new when one of them is.
    version = int.from_bytes(sha256(body).digest()[:7])
    tag = {"ETag": etag(version)}
    if known is not None and known.match(version):
        return Response(status_code=304, headers=tag)
    return Response(body, media_type="application/json", headers=tag)
