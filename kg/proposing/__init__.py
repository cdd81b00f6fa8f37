"""Letters → requests to whoever reads them, and their answers as files: the asking side of proposals.

Nothing here is needed to build a graph. `kg propose` asks (`asking`, `client`, `running`) or carries requests and
answers in files (`carrying`); a build reads what was answered (`answers`), and the letter decides
(`kg.extracting.gating`).
"""
