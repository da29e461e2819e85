"""The Gradio app: parses flags, assembles the page, launches. No logic."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from functools import partial

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

from assistant import PolicyAssistant
from eval import ui as evaluation
from ingest import pipeline
from ingest.commands.console import ProgressBar, use_utf8
from ingest.errors import LibraryLocked, PolicyError
from ingest.settings import Settings


def main(argv: list[str] | None = None) -> int:
    """Parses the flags, shows the tour where asked, serves until Ctrl-C. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="app.py", description="教策通 edu-policy-assistant")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: %(default)s)"
    )
    parser.add_argument("--port", type=int, help="port (default: the next free one from 7860)")
    parser.add_argument(
        "--data", metavar="DIR", help="data folder (default: EDU_POLICY_DATA, ./data)"
    )
    parser.add_argument(
        "--tour", action="store_true", help="samples into a new library, then a first look"
    )
    parser.add_argument("--no-serve", action="store_true", help="stop before serving")
    args = parser.parse_args(argv)
    use_utf8()
    # What is made while starting stays: looking it through again and again took a seventh of the start.
    gc.set_threshold(100_000, 50, 100)
    try:
        return run(args, Settings.from_env(data_dir=args.data))
    except LibraryLocked as error:
        print(error, file=sys.stderr)
        return 3
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Samples, tour, server: each where it is asked for."""
    with ProgressBar() as bar:
        pipeline.add_samples(settings, progress=bar, read_scans=args.no_serve)
    pipeline.bring_forward(settings)
    with PolicyAssistant.open(settings, embed=args.no_serve) as assistant:
        if args.tour:
            from assistant.ui import tour

            tour.show(assistant)
        if args.no_serve:
            return 0
        from assistant.ui.gradio_start import import_gradio

        import_gradio()
        from assistant.api.access import Access
        from assistant.api.app import build as build_api
        from assistant.ui import server
        from assistant.ui.page import Workshop

        may_edit, needs_password = server.editing(args.host, settings.admin_password)
        access = Access.of(
            local=not needs_password,
            api_key=settings.api_key.get_secret_value(),
            admin_password=settings.admin_password,
        )
        vectors = pipeline.filling_vectors(assistant.store)
        scans, evaluating = pipeline.reading_scans(settings), evaluation.opened(settings.data_dir)
        with vectors, scans as reads_scans, evaluating as evaluation_tab:
            workshop = Workshop(
                add=partial(
                    pipeline.ingest_paths,
                    settings=settings,
                    read_scans=False,
                    gentle=True,
                    others=assistant.answering,
                ),
                set_metadata=partial(pipeline.set_metadata, settings),
                remove=partial(pipeline.remove, settings),
                remove_samples=partial(pipeline.remove_samples, settings),
                restore=partial(pipeline.restore, settings),
                read_again=partial(pipeline.read_again, settings),
                may_edit=may_edit,
                needs_password=needs_password,
                reads_scans=reads_scans,
                export_page=partial(pipeline.document_page, assistant.store),
                evaluation=evaluation_tab,
                api=partial(build_api, access=access),
            )
            return server.serve(assistant, workshop, settings.data_dir, args.host, args.port)


if __name__ == "__main__":
    sys.exit(main())
