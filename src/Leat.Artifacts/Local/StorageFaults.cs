using Leat.Core;

namespace Leat.Artifacts.Local;

/// <summary>Errors of the disk or the system, in words for whoever sent the request; only whoever runs the server can fix
/// them.</summary>
internal static class StorageFaults
{
    // Linux's numbers, most of which other Unix systems share; Windows has its own.
    private const int IoError = 5; // EIO
    private const int TooManyOpenInSystem = 23; // ENFILE
    private const int TooManyOpen = 24; // EMFILE
    private const int FileTooBig = 27; // EFBIG
    private const int NoSpace = 28; // ENOSPC
    private const int ReadOnly = 30; // EROFS
    private const int QuotaReached = 122; // EDQUOT
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsWriteProtected = unchecked((int)0x80070013);

    /// <summary>The error to answer with; null for an unknown one.</summary>
    /// <param name="error">What happened.</param>
    /// <param name="what">What was to be done: <c>store</c>, <c>delete</c>, <c>read</c>, <c>list</c>.</param>
    /// <param name="path">To which artifact.</param>
    public static LeatException? Find(Exception error, string what, string path) => error switch
    {
        UnauthorizedAccessException when what is "store" or "delete" =>
            Unavailable(error, what, path, "the server may not write to its artifact store"),
        UnauthorizedAccessException =>
            new LeatException(ErrorCode.PermissionDenied, $"This process may not {what} the artifact '{path}'.", error),
        IOException io => ReasonOf(io.HResult) is { } reason ? Unavailable(error, what, path, reason) : null,
        _ => null,
    };

    private static string? ReasonOf(int code) => code switch
    {
        NoSpace or QuotaReached or WindowsDiskFull => "the disk of the artifact store is full",
        FileTooBig => "it is larger than the file system of the artifact store allows",
        ReadOnly or WindowsWriteProtected => "the artifact store is read-only",
        TooManyOpen or TooManyOpenInSystem => "too many files are open",
        IoError => "the disk of the artifact store does not work",
        _ => null,
    };

    private static LeatException Unavailable(Exception error, string what, string path, string reason) => new(
        ErrorCode.TemporarilyUnavailable,
        $"Could not {what} the artifact '{path}': {reason}. Nothing was changed; send it again when that is mended.",
        error);
}
