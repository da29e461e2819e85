from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from pydantic import ValidationError

from ingest import errors
from ingest.errors import EncryptedFile, PolicyError, SettingsError
from ingest.settings import VARIABLES, Settings


def test_the_flag_wins_over_the_environment(tmp_path: Path) -> None:
    env = {"EDU_POLICY_DATA": str(tmp_path / "env")}
    assert Settings.from_env(env=env).data_dir == tmp_path / "env"
    assert Settings.from_env(data_dir=tmp_path / "旗", env=env).data_dir == tmp_path / "旗"
    assert Settings.from_env(env={}).data_dir == Path("data").resolve()


def test_an_unusable_value_names_the_variable_and_the_remedy() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env(env={"PARSE_WORKERS": "many"})
    assert "PARSE_WORKERS" in caught.value.reason and "README" in caught.value.remedy


def test_settings_are_frozen(settings: Settings) -> None:
    with pytest.raises(ValidationError):
        settings.parse_workers = 3  # type: ignore[misc]


def test_what_opens_an_address_is_not_shown(tmp_path: Path) -> None:
    shown = Settings(
        data_dir=tmp_path,
        database_url="postgresql+psycopg://reader:hunter2@db:5432/library?password=hunter3",
        embedding_base_url="http://user:p@ss/hunter4@host/v1?key=hunter5",
        reranker_base_url="https://host:8080/v1",
        admin_password="hunter6",
    )
    for words in (repr(shown), str(shown), f"{shown}"):
        assert "hunter" not in words and "db:5432/library" in words
        assert "'https://host:8080/v1'" in words
    assert "admin_password=''" in repr(Settings(data_dir=tmp_path))


def test_every_variable_is_a_field() -> None:
    assert set(VARIABLES.values()) <= set(Settings.model_fields)


def test_errors_survive_the_way_from_a_worker_process() -> None:
    error = pickle.loads(pickle.dumps(EncryptedFile("a.pdf 有密码。", "请去掉密码。")))
    assert isinstance(error, EncryptedFile)
    assert (error.reason, error.remedy) == ("a.pdf 有密码。", "请去掉密码。")


def test_the_tree_at_the_top_of_errors_is_the_tree_of_classes() -> None:
    drawn = {w for w in (errors.__doc__ or "").split() if w.isidentifier() and w[0].isupper()}
    classes = {
        n for n, c in vars(errors).items() if isinstance(c, type) and issubclass(c, PolicyError)
    }
    assert classes <= drawn
