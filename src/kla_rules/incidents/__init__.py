"""Cases and how they are handled: never who, and never a level, a status or a share.

Nothing here imports evaluation, profiles or the status of units, and none of them imports this.
"""
