"""A WorkflowTemplate as people see it: read from its manifest, worked out as a graph, written as Mermaid.

    templates   what of a manifest shapes its flow; a feature that is not drawn is refused by name
    conditions  `when`, as alternatives of comparisons
    ways        after which steps a step runs, and on what condition
    wording     conditions, deadlines and arguments in words
    model       the graph: nodes, frames, edges
    nodes       one step as a node
    junctions   which steps stand beside the main line, and the decisions that lead to them
    framing     a template of steps as a frame
    building    a whole WorkflowTemplate as a graph
    mermaid     the graph as text that GitHub draws

`gitops/drawing` makes a picture of it.
"""
