"""The evaluators' room: question set, metrics, runner, report. Imported by nobody."""
