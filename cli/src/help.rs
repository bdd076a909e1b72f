//! What `--help` says. Each text teaches by an example that can be pasted into a shell, and none is wider than a terminal.

pub const ABOUT: &str = "Make, check and look into signed session tokens.";

pub const AFTER: &str = "\
Secrets are read from files and tokens from standard input, never from an argument: other
users of a machine can see arguments. A secret file holds the secret: its bytes less one
newline (LF or CRLF) at the end.

Exit codes:
  0  done, or the token is valid
  1  the token was refused; the last line on standard error begins with the status:
     rejected, expired or not_yet_valid
  2  the command could not be carried out

Example, a token made and checked:
  (umask 077; cello-session keygen > secret)
  cello-session sign --secret-file secret user_id=123 > token
  cello-session verify --secret-file secret < token";

pub const KEYGEN_ABOUT: &str = "\
Print a new secret: 256 random bits from the operating system, as 64 hexadecimal digits.";

pub const KEYGEN_AFTER: &str = "\
Example, a file that only its owner can read:
  (umask 077; cello-session keygen > secret)";

pub const SIGN_ABOUT: &str = "\
Make a session with the entries given, sign it, and print the token on one line.

The token is what a server sets as the value of the session cookie: whoever holds it is that
session.";

pub const SIGN_AFTER: &str = "\
Entries:
  KEY=TEXT         text
  KEY:int=N        a 64-bit integer
  KEY:bool=true    or false
  KEY:null=        null
  KEY:bytes=HEX    bytes, two hexadecimal digits each
  KEY:json=JSON    an array, an object, or a number that is no 64-bit integer

The kind stands between the last ':' and the first '='. A key that contains ':' itself is
written with its kind, as in a:b:text=VALUE. A key that contains '=' cannot be written here.
Entries that begin with '-' come after '--'.

Example:
  cello-session sign --secret-file secret --max-age 3600 \\
      user_id=123 visits:int=7 admin:bool=false 'tags:json=[\"a\",\"b\"]'";

pub const VERIFY_ABOUT: &str = "\
Check the token on standard input as a server does, and print its id, times and entries.

A token is valid only if one of the secrets made it, for this cookie name, and its time has
not passed. A refused token prints nothing on standard output.";

pub const VERIFY_AFTER: &str = "\
Exit codes:
  0  valid
  1  refused; the last line on standard error begins with the status:
     rejected       not made by any of the secrets for this cookie name, or no token at all
     expired        genuine, but its time has passed
     not_yet_valid  genuine, but signed more than 60 seconds after --now: a clock is wrong
  2  the check could not be made

--json prints one object on one line:
  {\"id\",\"issued_at\",\"expires_at\",\"began_at\",\"kid\",\"entries\":[{\"key\",\"kind\",\"value\"}]}
Times are in seconds since 1970 UTC, and expires_at is the end that the limits of this check
leave. Ids and bytes are in hexadecimal, JSON values are strings that hold their text. kind is
text, int, bool, null, bytes or json. An int has up to 64 bits: read it with a parser that
keeps them all.

Example:
  cello-session verify --secret-file secret --accepted-secret-file old-secret < token";

pub const INSPECT_ABOUT: &str = "\
Print what is in the token on standard input, without a secret and without checking anything.

Anyone can write a token that shows whatever they like here. Only `cello-session verify`
tells whether one is genuine and in time. A token whose form is wrong is refused (rejected).";

pub const INSPECT_AFTER: &str = "\
With --json standard output holds an object of the same form as that of `cello-session verify
--json`, and standard error a note that nothing was checked.

Example:
  cello-session inspect < token";
