"""Pictures as text: markup that escapes itself, the colours of all that is drawn, and graphs as SVG.

    markup      HTML and SVG as values
    palette     the colours, in light and dark
    shapes      what all pictures have in common: arrows
    boxes       places, and the room between them
    texts       how much room a node and a label need
    nodes       what a node looks like
    arranging   where everything in a frame stands
    beside      where what stands beside the main line stands
    routing     the lines of the edges
    picture     the whole graph as one SVG file

The report of a scenario is drawn with the first three.
"""
