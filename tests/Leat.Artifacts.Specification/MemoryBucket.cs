using System.Collections.Concurrent;
using System.Globalization;

namespace Leat.Artifacts.Specification;

/// <summary>Objects under flat keys, as object stores have them, and parts that wait for their upload to be completed.</summary>
public sealed class MemoryBucket
{
    private readonly ConcurrentDictionary<string, (string Key, DateTimeOffset Begun)> _uploads = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string UploadId, int Number), byte[]> _parts = new();

    /// <summary>Content and time by key.</summary>
    public ConcurrentDictionary<string, (byte[] Content, DateTimeOffset Stored)> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>How many uploads have been begun and neither completed nor given up.</summary>
    public int OpenUploads => _uploads.Count;

    /// <summary>Begins an upload and names it.</summary>
    public string Begin(string key, DateTimeOffset now)
    {
        var id = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        _uploads[id] = (key, now);
        return id;
    }

    /// <summary>Where a part of an upload goes.</summary>
    public static string AddressOf(string uploadId, int number) => $"https://parts.example/{uploadId}/{number}";

    /// <summary>What a client does at an address of <see cref="AddressOf"/>.</summary>
    /// <returns>The part's ETag.</returns>
    public string Put(string address, byte[] content)
    {
        var segments = new Uri(address).AbsolutePath.Split('/');
        var number = int.Parse(segments[2], CultureInfo.InvariantCulture);
        _parts[(segments[1], number)] = content;
        return ETagOf(number);
    }

    /// <summary>Joins the parts in the order of their numbers and ends the upload.</summary>
    /// <returns>Null if there is no such upload of this key, or not each of these parts.</returns>
    public byte[]? End(string? uploadId, string key, IReadOnlyList<(int Number, string? ETag)> parts)
    {
        if (uploadId is null || !_uploads.TryGetValue(uploadId, out var upload) || upload.Key != key)
            return null;
        if (!parts.All(part => part.ETag == ETagOf(part.Number) && _parts.ContainsKey((uploadId, part.Number))))
            return null;
        byte[] whole = [.. parts.SelectMany(part => _parts[(uploadId, part.Number)])];
        Abort(uploadId);
        return whole;
    }

    /// <summary>Forgets an upload with its parts.</summary>
    /// <returns>How many bytes they held.</returns>
    public long Abort(string? uploadId)
    {
        if (uploadId is null || !_uploads.TryRemove(uploadId, out _))
            return 0;
        var bytes = 0L;
        foreach (var part in _parts.Keys.Where(part => part.UploadId == uploadId))
            bytes += _parts.TryRemove(part, out var content) ? content.Length : 0;
        return bytes;
    }

    /// <summary>Uploads below a prefix that were begun before a time.</summary>
    public IReadOnlyList<string> UploadsBefore(string prefix, DateTimeOffset time) =>
        [.. _uploads.Where(upload => upload.Value.Key.StartsWith(prefix, StringComparison.Ordinal) && upload.Value.Begun < time).Select(upload => upload.Key)];

    private static string ETagOf(int number) => $"\"part-{number}\"";
}
