"""What others can see of drafting: logs, spans and metrics. Never a text, unless it is asked for.

`marks` says what a line belongs to, `logs` writes the lines, `watching` is what the pipeline and
the engine call, `jobs` what the jobs call, `counts` has the numbers for Prometheus, `conventions`
OpenTelemetry's names.
"""
