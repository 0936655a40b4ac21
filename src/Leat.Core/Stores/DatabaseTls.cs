namespace Leat.Core;

/// <summary>How much a connection to a database must be protected, weakest first.</summary>
public enum DatabaseTls
{
    /// <summary>Never encrypted.</summary>
    Disable,

    /// <summary>Encrypted if the server can.</summary>
    Prefer,

    /// <summary>Encrypted; whose certificate it is, is not looked at.</summary>
    Require,

    /// <summary>Encrypted, with a certificate that a trusted authority signed.</summary>
    VerifyCa,

    /// <summary>Encrypted, with such a certificate made out to the very host.</summary>
    VerifyFull,
}
