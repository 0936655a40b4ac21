using System.Globalization;
using System.Text;
using Leat.Core;

namespace Leat.Artifacts.AzureBlob;

/// <summary>Names of blocks. All blocks of a blob wait in one place for a list to be put, so that uploads of the same file at the same time need
/// different ones; and all must be of the same length.</summary>
internal static class BlockIds
{
    /// <summary>The service takes no more blocks in a blob.</summary>
    public const int Most = 50_000;

    /// <summary>Names an upload.</summary>
    public static string NewUpload() => Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    /// <summary>The name of a block.</summary>
    /// <param name="uploadId">Of <see cref="NewUpload"/>.</param>
    /// <param name="number">From 1.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: there is no such upload, or it can have no such part.</exception>
    public static string Of(string? uploadId, int number)
    {
        if (!Guid.TryParseExact(uploadId, "N", out _))
            throw LeatException.InvalidParameter("The upload_id is missing or is none of this store. It is in the answer that began the upload.");
        if (number is < 1 or > Most)
            throw LeatException.InvalidParameter($"The part_number {number} is not between 1 and {Most}.");
        return Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{uploadId}-{number:00000}")));
    }
}
