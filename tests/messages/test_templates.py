"""Templates of messages: what passes the check renders, with and without values; what cannot render is refused."""

import pytest

from escalation.errors import ValidationFailed
from escalation.messages.domain.sample_values import sample_values
from escalation.messages.domain.templates import Wording, check_wording, render, wordings

REFUSED = {
    "what is there in a loop alone, behind it": "{% for each in lines %}{% endfor %}{{ each }}",
    "or instead of it": "{% for each in lines %}{% else %}{{ each }}{% endfor %}",
    "or in the condition of another one": "{% for a in lines if b %}{% endfor %}{% for b in lines %}{% endfor %}",
    "the state of a loop": "{% for each in lines %}{{ loop }}{% endfor %}",
    "a name that Jinja keeps for itself": "{% for loop in lines %}{% endfor %}",
    "blocks that Python cannot nest": "{% if due %}" * 120 + "{% endif %}" * 120,
    "blocks that nothing can nest": "{% if due %}" * 2_000 + "{% endif %}" * 2_000,
    "a loop in a loop": "{% for a in lines %}{% for b in lines %}{% endfor %}{% endfor %}",
    "a way into Python": "{{ lines.__class__.__mro__ }}",
    "a call": "{{ title() }}",
    "a filter": "{{ title | e }}",
    "arithmetic": "{{ 9 ** 9 ** 9 }}",
    "half of something": "{% if due %}",
}
GOOD = (
    "{{ number }} {{ due }}{% if due %}!{% elif stuck %}?{% else %}.{% endif %}",
    "{% for each in lines %}{{ each }}{% else %}-{% endfor %}{% for each in lines if due %}{{ each }}{% endfor %}",
    "{% if due %}" * 20 + "{% endif %}" * 20,
)


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_a_template_that_cannot_be_rendered_is_refused(text: str) -> None:
    with pytest.raises(ValidationFailed):
        check_wording(Wording("-", text, "-"))


@pytest.mark.parametrize("text", GOOD)
def test_a_template_that_passes_renders_whatever_the_values(text: str) -> None:
    wording = Wording(text.replace("\n", " "), text, text)
    check_wording(wording)
    for values in ({}, {"due": "2026-12-01", "lines": ("1 {{ due }}", "2 {% if %}")}):
        assert render(wording, values).text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_wording_that_comes_along_can_be_previewed_with_what_its_rule_tells(language: str) -> None:
    """Each variable that a shipped wording prints has a sample value; a citizen's message shows no title."""
    for rule, spoken in wordings():
        if spoken == language:
            words = render(wordings()[rule, language], sample_values(rule, language, "天润居委会"))
            assert "{{" not in words.text, rule
            assert ("路灯" in words.text or "gate" in words.text) is any(
                name in wordings()[rule, language].body for name in ("title", "lines")
            ), rule
