namespace Leat.Core;

/// <summary>How much a connection to a database must be protected, weakest first.</summary>
public enum DatabaseTls
{
    /// <summary>Never encrypted.</summary>
    Disable,

    /// <summary>Encrypted if the server supports it.</summary>
    Prefer,

    /// <summary>Encrypted; the server's certificate is not checked.</summary>
    Require,

    /// <summary>Encrypted, with a certificate that a trusted authority signed.</summary>
    VerifyCa,

    /// <summary>Encrypted, with such a certificate issued for the host's name.</summary>
    VerifyFull,
}
