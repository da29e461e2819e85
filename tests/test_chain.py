"""The assistant in other people's LangChain code: a Runnable and a retriever."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from answer_library import open_assistant
from langchain_core.messages import AIMessage, HumanMessage
from langchain_core.runnables import RunnableLambda

from assistant import PolicyAssistant, PolicyRetriever
from assistant.chain import PolicyChain, read_input
from assistant.records import Answer

QUESTION = "班主任研修多少人次？"


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with open_assistant(tmp_path_factory.mktemp("county")) as assistant:
        yield assistant


def test_invoke_gives_answer_and_context(county: PolicyAssistant) -> None:
    out = PolicyChain(county).invoke({"question": QUESTION})
    assert out["question"] == QUESTION and "120人次[1]" in out["answer"]
    assert isinstance(out["result"], Answer) and out["result"].text == out["answer"]
    (document,) = out["context"]
    text = county.document_text(document.metadata["document_id"])
    assert text[document.metadata["start"] : document.metadata["end"]] == document.page_content
    assert document.metadata["marker"] == 1 and document.metadata["source"] == "2025年工作要点.txt"


def test_a_string_is_a_question(county: PolicyAssistant) -> None:
    chain = PolicyChain(county)
    said, asked = chain.invoke(QUESTION), chain.invoke({"question": QUESTION})
    parts = ("question", "context", "answer")  # suggestions are tried as long as there is time
    assert [said[part] for part in parts] == [asked[part] for part in parts]


def test_stream_gives_the_context_before_the_words(county: PolicyAssistant) -> None:
    parts = list(PolicyChain(county).stream({"question": QUESTION}))
    keys = [next(iter(part)) for part in parts]
    assert keys[:2] == ["question", "context"] and keys[-1] == "result"
    assert set(keys[2:-1]) == {"answer"}
    whole = PolicyChain(county).invoke(QUESTION)
    assert "".join(p["answer"] for p in parts if "answer" in p) == whole["answer"]


def test_batch_keeps_the_order(county: PolicyAssistant) -> None:
    questions = [QUESTION, "篮球联赛什么时候举办？", "你好"]
    chain = PolicyChain(county)
    answers = [out["answer"] for out in chain.batch(questions)]
    assert answers == [chain.invoke(q)["answer"] for q in questions]


def test_it_composes_with_other_runnables(county: PolicyAssistant) -> None:
    chain = PolicyChain(county) | RunnableLambda(lambda out: out["answer"])
    assert "120人次" in chain.invoke(QUESTION)


def test_history_may_be_pairs_or_messages(county: PolicyAssistant) -> None:
    asked = "篮球联赛什么时候举办？"
    pairs = [("user", asked), ("assistant", "10月15日前[1]。")]
    messages = [HumanMessage(asked), AIMessage("10月15日前[1]。")]
    assert read_input({"question": "由谁负责？", "history": messages}) == ("由谁负责？", pairs)
    for history in (pairs, messages):
        out = PolicyChain(county).invoke({"question": "由谁负责？", "history": history})
        assert "体育艺术科" in out["answer"]


def test_a_refusal_is_a_value_here_too(county: PolicyAssistant) -> None:
    out = PolicyChain(county).invoke("海宁市初中生均公用经费是多少？")
    assert out["result"].mode == "refused" and "海宁市" in out["answer"]


def test_the_retriever_stands_alone(county: PolicyAssistant) -> None:
    retriever = PolicyRetriever(library=county.library, k=3)
    documents = retriever.invoke("研学活动收费")
    assert 0 < len(documents) <= 3 and "研学" in documents[0].metadata["source"]
    scores = [d.metadata["score"] for d in documents]
    assert scores == sorted(scores, reverse=True)
    for document in documents:
        text = county.document_text(document.metadata["document_id"])
        place = slice(document.metadata["start"], document.metadata["end"])
        assert document.page_content == text[place]
    assert [d.id for d in documents] == [h.chunk.id for h in county.search("研学活动收费", 3)]


def test_the_retriever_stays_inside_its_documents(county: PolicyAssistant) -> None:
    retriever = PolicyRetriever(library=county.library, documents=("一年级报名通知.txt",))
    found = retriever.invoke("研学活动收费")
    assert {d.metadata["source"] for d in found} <= {"一年级报名通知.txt"}


def test_the_retriever_s_filters_are_strict(county: PolicyAssistant) -> None:
    everything = {d.source: d.metadata for d in county.documents()}
    kind = next(m.kind for m in everything.values() if m.kind)
    found = PolicyRetriever(library=county.library, kinds=(kind,), k=20).invoke("学校工作")
    assert found and {d.metadata["kind"] for d in found} == {kind}
    year = next(m.plan_year for m in everything.values() if m.plan_year)
    for document in PolicyRetriever(library=county.library, years=(year,), k=20).invoke("工作"):
        m = everything[document.metadata["source"]]
        days = (m.issued, m.effective)
        assert (
            year == m.plan_year or str(year) in m.title or any(d and d.year == year for d in days)
        )
    assert PolicyRetriever(library=county.library, places=("没有的地方",)).invoke("学校工作") == []
    with pytest.raises(ValueError, match="greater than or equal to 1"):
        PolicyRetriever(library=county.library, k=0)


def test_the_retriever_gives_neighbours_where_asked(county: PolicyAssistant) -> None:
    plain = PolicyRetriever(library=county.library, k=3).invoke("研学活动收费")
    wider = PolicyRetriever(library=county.library, k=3, neighbours=1).invoke("研学活动收费")
    assert [d.id for d in plain] == [d.id for d in wider]
    assert all(a.page_content in b.page_content for a, b in zip(plain, wider, strict=True))
    assert any(len(b.page_content) > len(a.page_content) for a, b in zip(plain, wider, strict=True))
    for document in wider:
        text = county.document_text(document.metadata["document_id"])
        place = slice(document.metadata["start"], document.metadata["end"])
        assert document.page_content == text[place]


def test_the_retriever_opens_a_library_by_its_folder(county: PolicyAssistant) -> None:
    settings = county.settings
    with PolicyRetriever.open(settings, k=2) as retriever:
        found = retriever.invoke("研学活动收费")
    with PolicyAssistant.open(settings) as assistant:
        assert [d.id for d in found] == [h.chunk.id for h in assistant.search("研学活动收费", 2)]
