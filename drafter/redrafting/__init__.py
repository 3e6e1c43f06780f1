"""One section written anew, and nothing that a person wrote lost.

Pure functions: `asking` narrows a plan to the section, `joining` puts what came into the draft, and
`moves` are those of the draft's record. The pipeline writes, the store keeps.
"""
