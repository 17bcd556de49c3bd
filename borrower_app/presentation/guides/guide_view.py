"""What the guide page renders: one step of one guide, ready to be read."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from borrower_app.language import Language
from borrower_app.presentation.guides import engine
from borrower_app.presentation.guides.guide import Asked, FieldKind, Guide, GuideChoice, Step
from borrower_app.presentation.words.parts import Action, Line, Pair, PillView, Words


class FieldView(Struct, frozen=True):
    """A question with what was answered so far; `text` is empty for secrets."""

    name: str
    question: str
    kind: FieldKind
    hint: str
    options: tuple[GuideChoice, ...]
    text: str
    error: str
    longest: int


class GuideView(Struct, frozen=True):
    """One step. `back` and `leave` are words of buttons, empty where there is none; `busy` says what is under way."""

    code: str
    subject: str
    step: str
    crumbs: str
    stages: tuple[str, ...]
    stage: int
    stage_told: str
    title: str
    lead: Words
    told: tuple[Words, ...]
    fields: tuple[FieldView, ...]
    pairs: tuple[Pair, ...]
    pill: PillView | None
    lines: tuple[Line, ...]
    aside_title: str
    aside: tuple[Line, ...]
    primary: str
    note: str
    actions: tuple[Action, ...]
    back: str = ""
    leave: str = ""
    drop: str = ""
    busy: str = ""
    problem: str = ""
    hotline: Words = ()
    page_code: str = ""
    """The screen code with the step, as it stands in the footer."""


def step_words(guide: Guide, step: Step, language: Language) -> str:
    """Which step of a guide this is, never the same for two: the part's number as it stands over the page, and where a
    part has several steps, which of them, counted as declared, so that it does not depend on what was skipped."""
    part = [other.name for other in guide.steps if other.stage == step.stage]
    if len(part) == 1:
        return language.say("step {number}", number=step.stage + 1)
    return language.say("step {number}.{part}", number=step.stage + 1, part=part.index(step.name) + 1)


def page_code(guide: Guide, step: Step, language: Language) -> str:
    """The screen code with the step, for the footer."""
    return language.say("{code} {step}", code=guide.code, step=step_words(guide, step, language))


def digits_typed(language: Language, count: int) -> str:
    """Under a field that hides what is typed."""
    return language.say_count("{count} digit typed", "{count} digits typed", count)


def guide_view(
    guide: Guide,
    asked: Asked,
    step: Step,
    *,
    errors: Mapping[str, str],
    busy: str = "",
    problem: str = "",
    hotline: Words = (),
) -> GuideView:
    """The view of a step; `errors` by field, `problem` a ready sentence about the last press."""
    say = asked.language.say
    words = step.words(asked)
    stages = guide.stages(asked)
    is_last = step is guide.steps[-1]
    has_back = engine.before(guide, asked, step) is not None and not is_last
    may_drop = bool(asked.answers) and not is_last and not any(engine.is_sent(asked, name) for name in guide.operations)
    return GuideView(
        code=guide.code,
        subject=asked.subject,
        step=step.name,
        crumbs=guide.title(asked),
        stages=stages,
        stage=step.stage,
        stage_told=say(
            "Step {number} of {count}: {name}", number=step.stage + 1, count=len(stages), name=stages[step.stage]
        ),
        title=words.title,
        lead=words.lead,
        told=words.told,
        fields=tuple(
            FieldView(
                field.name,
                field.question,
                field.kind,
                field.hint,
                field.options,
                "" if field.is_secret else asked.answers.get(field.name, field.first),
                errors.get(field.name, ""),
                field.longest,
            )
            for field in words.fields
        ),
        pairs=words.pairs,
        pill=words.pill,
        lines=words.lines,
        aside_title=words.aside_title,
        aside=words.aside,
        primary=words.primary,
        note=words.note,
        actions=words.actions,
        back=say("Back") if has_back else "",
        leave="" if is_last else say("Go on later"),
        drop=say("Give this up and delete the draft") if may_drop else "",
        busy=busy,
        problem=problem,
        hotline=hotline,
        page_code=page_code(guide, step, asked.language),
    )
