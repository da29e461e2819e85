"""我们科 said by somebody who has told which office that is: 我刚调到安全科，…落到我们科的事 asks for those of 安全科.

The clause that only tells where the asker works says nothing of what is asked and is left out.
"""

from __future__ import annotations

import re

RANK = r"(?:办公室|科室|科|处室|处|股室|股|室|办|馆|中心|部门|部|组)"
OURS = re.compile(rf"(?:我们|咱们?|我|本)(?:这)?(?:个)?(?P<rank>{RANK})(?![目学教长员])")
"""我们科, 咱处室, 本中心."""
OFFICE = re.compile(
    r"(?:^|[\s，,。；;：:]|[到在是进去归从给调])(?:我们|咱们?|我)?(?:[省市县区]?(?:教育|教体)?局)?"
    r"(?P<name>(?:(?![我咱本哪各这那到在是进去归从给调的来们])[一-鿿]){1,6}?(?:[科股处室馆]|办公室|中心|教科院|教研室|电教馆))(?![一-鿿]?(?:长|目|学|员))"
)
"""An office by its name, behind what tells where somebody is."""
TELLS = re.compile(
    r"^(?:我|我们|咱|本人)?(?:刚|才|新|现在|目前|一直|是|在|到|调|来|去|的|分|派)*[^，,。；;\s]{2,10}?(?:来的?|的|上班|工作|这边|这里|干活|当差|新人|新来的|科员|领导|主任|科长|问|想|要|让|说)*$"
)
"""A clause that only tells where somebody works or on whose behalf he asks."""
PARTS = re.compile(r"[\s，,。；;：:]+")


def with_own_office(question: str) -> str:
    """The question with its 我们科 by name, without the clause that told the name; as it is where none is told."""
    ours = OURS.search(question)
    office = OFFICE.search(question)
    if not ours or not office or OURS.search(office["name"]):
        return question
    name = office["name"]
    parts = [p for p in PARTS.split(question) if p]
    kept = [p for p in parts if not (name in p and not OURS.search(p) and TELLS.match(p))]
    return OURS.sub(name, " ".join(kept or parts))
