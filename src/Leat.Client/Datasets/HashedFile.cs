using System.Security.Cryptography;
using System.Text.Json;
using Leat.Core;

namespace Leat.Client;

/// <summary>A local file with the digest of its bytes.</summary>
/// <param name="FullPath">Absolute.</param>
/// <param name="Digest">8 hex digits.</param>
internal sealed record HashedFile(string FullPath, string Digest)
{
    /// <summary>As many bytes of the hash as MLflow's digests have: 8 hex digits.</summary>
    private const int DigestBytes = 4;

    public static async Task<HashedFile> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var fullPath = Path.GetFullPath(path);
        var stream = File.OpenRead(fullPath);
        await using (stream.ConfigureAwait(false))
        {
            var hash = await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false);
            return new HashedFile(fullPath, Convert.ToHexStringLower(hash.AsSpan(0, DigestBytes)));
        }
    }

    public Dataset ToDataset(string? name, string? schema, string? profile) => new(
        name ?? Path.GetFileNameWithoutExtension(FullPath), Digest, "local", JsonText.Of(WriteSource), schema, profile);

    private void WriteSource(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("uri", FullPath);
        writer.WriteEndObject();
    }
}
