"""Settings from the environment: a wrong one stops the start and names itself."""

from pathlib import Path

import pytest

from blog import config


def read(tmp_path: Path, **environ: str) -> config.Settings:
    return config.from_env({"BLOG_DATA": str(tmp_path / "data"), **environ})


def test_needs_nothing(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert settings.url == "http://127.0.0.1:8000"
    assert settings.database == f"sqlite:///{tmp_path / 'data' / 'blog.sqlite3'}"
    assert not settings.is_https


def test_the_secret_is_made_once_and_kept_private(tmp_path: Path) -> None:
    first, second = read(tmp_path), read(tmp_path)
    assert first.secret == second.secret
    assert (tmp_path / "data" / "secret").stat().st_mode & 0o077 == 0
    assert first.secret not in repr(first)


def test_the_address_follows_the_port(tmp_path: Path) -> None:
    assert read(tmp_path, BLOG_BIND="127.0.0.1:9000").url == "http://127.0.0.1:9000"
    assert read(tmp_path, BLOG_BIND="[::1]:9000").url == "http://[::1]:9000"
    assert read(tmp_path, BLOG_URL="https://blog.example/").url == "https://blog.example"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BLOG_URL", "blog.example"),
        ("BLOG_URL", "ftp://blog.example"),
        ("BLOG_URL", "https://blog.example/blog"),
        ("BLOG_URL", "https://blog.example:99999999"),
        ("BLOG_URL", "https://me:secret@blog.example"),
        ("BLOG_BIND", "8000"),
        ("BLOG_BIND", "localhost:0"),
        ("BLOG_BIND", "127.0.0.1:http"),
        ("BLOG_WORKERS", "many"),
        ("BLOG_WORKERS", "0"),
        ("BLOG_WORKERS", "65"),
        ("BLOG_PROXY_HOPS", "-1"),
        ("BLOG_DATABASE", "not a database"),
        ("BLOG_DATABASE", "mysql://localhost/blog"),
        ("BLOG_SECRET", "short"),
    ],
)
def test_a_wrong_setting_names_itself(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(config.WrongSetting, match=name):
        read(tmp_path, **{name: value})


def test_a_data_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(config.WrongSetting, match="BLOG_DATA"):
        config.from_env({"BLOG_DATA": str(tmp_path / "file" / "data")})


def test_the_password_of_the_database_is_not_shown(tmp_path: Path) -> None:
    url = "postgresql+psycopg://blog:open-sesame@localhost/blog"
    assert "open-sesame" not in repr(read(tmp_path, BLOG_DATABASE=url))
