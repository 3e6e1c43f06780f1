"""What others can see of drafting: logs, spans and metrics. Never a text, unless it is asked for.

`marks` says what a line belongs to, `logs` writes the lines, `watching` is what the pipeline and
the engine call, `conventions` has OpenTelemetry's names.
"""
