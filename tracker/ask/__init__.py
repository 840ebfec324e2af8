"""Questions to the store, answered in frozen values: what every output prints.

    what a person typed --finding--> address
    address, days       --shown------> the text on a day
                        --histories--> versions, and what each one brought
                        --redlines---> what differs between two days
                        --patches----> the same as a printed patch
    address, day        --claims-----> what it said, and the answers that prove it
    days                --periods----> changes that came into force
                        --weeks------> the digest
    address, parts      --besides----> what was kept out there, is not tracked, is still to be read
                          standing     how the sources stand, what is missing, what waits
                          returns      what changed and changed back
    any answer          --json-------> the JSON that others rely on

A module a question, so that a question loads only what it needs. Nothing here prints, knows an
option of the command line, or reads the clock; what cannot be answered is a `TrackerError`.
"""
