"""The page on which citizens send an opinion in (submission): laid out here, brought to life by one small script.

The words are those of all texts, so a page in another language costs nothing more. What can be sent without a script is
not: photos, a place, proof of work, and a draft that outlives a lost network.
"""

from typing import Annotated, Final

from fastapi import Query, Request, Response

from escalation.console.api.files import asset_of
from escalation.errors import N_
from escalation.kit.web.auth import Anybody, Uses
from escalation.kit.web.compression import compressed_answer
from escalation.kit.web.fields import Code
from escalation.kit.web.forms import page_router
from escalation.kit.web.language import TAGS, language_of
from escalation.kit.web.templates import template
from escalation.opinions.usecases.submissions import find_receiver
from escalation.texts import translate

SUBMISSION_PAGE: Final = "/submit"

router = page_router(tags=["citizens"])

TEXTS: Final = frozenset({
    N_("Report a matter"), N_("Citizens' opinions"), N_("What is it about?"), N_("What has happened?"),
    N_("This page needs JavaScript. Without it, go to your village, community or township, or call 12345."),
    N_("No account is needed. You are given a code with which you can see what becomes of it."),
    N_("One sentence: the street lamp at the village entrance is dark."),
    N_("Since when, how it troubles you, and what you wish for."),
    N_("Where is it?"), N_("Change"), N_("The exact place"), N_("optional"), N_("optional, up to 5"), N_("Photos"),
    N_("Type the name of the village, community, street or township, then choose it."),
    N_("Use where I am now"), N_("Add photos"), N_("They are made smaller, and sent without place and time."),
    N_("How we can reach you"), N_("Your name"), N_("Telephone"), N_("Send"), N_("Clear everything"),
    N_("It has arrived"),
    N_("For questions alone. It is kept encrypted; who works on the matter has to give a reason to see it."),
    N_("Keep this confidential: only leaders and offices may read it"),
    N_("Follow a matter"), N_("Leave the place out"), N_("This may be known already"),
    N_("If it is the same matter, you need not send it. If you do, yours counts too, and your code shows you what "
       "becomes of it."),
    N_("Your tracking code"), N_("Copy"), N_("Print"), N_("Report something else"), N_("Look it up at"),
    N_("Write it down or print it now. It is shown this once, and nobody can look it up for you."),
    N_("I have noted it: follow the matter"),
})  # fmt: skip
"""What the template says."""
WORDS: Final = {
    "needed": N_("Please fill this in."),
    "chooseUnit": N_("Choose one of the list."),
    "found": N_("{count} found. Choose one."),
    "noUnit": N_("Nothing of this name. Try a shorter name, or the next larger place."),
    "locating": N_("Looking for where you are …"),
    "located": N_("Your place goes along, to about {metres} m."),
    "notLocated": N_("Your place could not be found. Try again, or describe it in words."),
    "notAllowed": N_("Your browser may not say where you are. Allow it, or describe the place in words."),
    "underWay": N_("received on {day}, under way"),
    "over": N_("closed on {day}"),
    "noPicture": N_("{name} is no picture that this browser can read."),
    "tooMany": N_("Five photos are taken at most."),
    "shrinking": N_("Making photos smaller …"),
    "remove": N_("Remove"),
    "photo": N_("Photo {number}"),
    "kept": N_("What you had begun is here again."),
    "clear": N_("Clear everything that you have written here, photos too?"),
    "sending": N_("Sending …"),
    "working": N_("Checking that no machine is sending: {percent} %"),
    "offline": N_("No network. It is kept on this device and sent by itself once there is one. Leave this open."),
    "waiting": N_("Many are sending just now. It goes on by itself in {seconds} seconds."),
    "captcha": N_("This page cannot be used at the moment. Go to your village or township, or call 12345."),
    "failed": N_("It did not work. Nothing was lost: try again in a moment."),
    "arrived": N_("{unit} has received what you wrote."),
    "copied": N_("Copied."),
    "sendingPhoto": N_("Sending photo {number} of {count}. Leave this open."),
    "photosArrived": N_("{count} photos have arrived."),
    "photoRefused": N_("{name} was not taken: {reason}"),
    "photosLate": N_("Photos are taken for an hour only. Bring them to the office, with your code."),
}  # fmt: skip
"""What the script says, by the names that it has for them."""
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types citizen"
)
_SCRIPT: Final = "citizen/submit.ts"


@router.get(SUBMISSION_PAGE)
async def submission_page(
    request: Request, _: Anybody, runtime: Uses, unit: Annotated[Code | None, Query()] = None
) -> Response:
    """The form. `unit`: the code of the unit whose poster led here."""
    language = language_of(request.scope)
    given = await find_receiver(runtime, unit) if unit else None
    words = {name: translate(text, language) for name, text in WORDS.items()}
    html = template("submit.html").render(
        language=TAGS[language], script=asset_of(_SCRIPT), words=words, say=lambda text: translate(text, language),
        unit={"code": given.code, "name": given.name} if given else None,
    )  # fmt: skip
    headers = {
        "Content-Security-Policy": _POLICY, "Content-Language": TAGS[language], "Cache-Control": "no-cache",
        "Vary": "Accept-Language",
    }  # fmt: skip
    return compressed_answer(request, html.encode(), "text/html", headers)
