### The mailbox of developers.

title = Development mailbox
empty = There is no mail yet
choose = Choose a mail from the list
html = The mail
text = Plain text
calendar = Calendar part (.ics)
raw = Raw mail (.eml)
