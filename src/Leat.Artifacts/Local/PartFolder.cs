using System.Globalization;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Local;

/// <summary>The parts of a file that is not complete: a hidden folder of the root, whose name only whoever began the upload knows.</summary>
internal readonly record struct PartFolder(string Path)
{
    /// <summary>How many parts there will be, and the file that they become.</summary>
    public string Plan => At("plan");

    /// <summary>The file to be, in which all parts but the last have their place.</summary>
    public string Data => At("data");

    /// <summary>How long parts but the last are.</summary>
    public string Length => At("length");

    /// <summary>The last part, which may be shorter.</summary>
    public string Last => At("last");

    /// <summary>The file while it is completed.</summary>
    public string Whole => At("whole");

    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: that cannot be the id of an upload.</exception>
    public static PartFolder Of(LocalRoot root, string? uploadId) => TemporaryFile.IsId(uploadId)
        ? new PartFolder(System.IO.Path.Combine(root.Path, TemporaryFile.NameOf(uploadId!)))
        : throw Gone(null);

    public static LeatException Gone(Exception? error) => new(
        ErrorCode.ResourceDoesNotExist, "There is no such upload: it has been completed, given up, or idle for a day. Begin another.", error);

    /// <summary>What is known of a part that has arrived.</summary>
    public string Record(int number) => At(number.ToString(CultureInfo.InvariantCulture));

    public async Task<(int Count, string File)> ReadPlanAsync(CancellationToken cancellationToken)
    {
        var text = await TryReadAsync(Plan, cancellationToken).ConfigureAwait(false) ?? throw Gone(null);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end > 0 && int.TryParse(text.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? (count, text[(end + 1)..])
            : throw Gone(null);
    }

    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: the upload is of another file.</exception>
    public async Task<(int Count, string File)> ReadPlanAsync(string path, CancellationToken cancellationToken)
    {
        var plan = await ReadPlanAsync(cancellationToken).ConfigureAwait(false);
        return plan.File == path ? plan : throw Gone(null);
    }

    /// <summary>The first part says how long all are but the last: another length would write over its neighbours.</summary>
    public async Task RequireLengthAsync(int number, long length, CancellationToken cancellationToken)
    {
        if (await TryReadAsync(Length, cancellationToken).ConfigureAwait(false) is not { } known)
        {
            var written = At(TemporaryFile.NewId());
            await File.WriteAllTextAsync(written, length.ToString(CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
            MoveUnlessThere(written, Length);
            known = await TryReadAsync(Length, cancellationToken).ConfigureAwait(false) ?? throw Gone(null);
        }

        if (known != length.ToString(CultureInfo.InvariantCulture))
            throw LeatException.InvalidParameter($"Part {number} has {length} bytes, and another has {known}: all parts but the last must be equally long.");
    }

    /// <summary>What arrived, if that is all that was sent.</summary>
    public async Task<List<PartRecord>> ReadRecordsAsync(IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken)
    {
        if (parts.Count == 0)
            throw LeatException.InvalidParameter("An upload without parts cannot be completed. Name them, or give it up.");
        var records = new List<PartRecord>(parts.Count);
        foreach (var part in parts)
        {
            if (part.Number != records.Count + 1)
                throw LeatException.InvalidParameter($"Part {part.Number} stands in the place of part {records.Count + 1}: name all parts, in their order.");
            if (PartRecord.TryParse(await TryReadAsync(Record(part.Number), cancellationToken).ConfigureAwait(false)) is not { } record)
                throw LeatException.InvalidParameter($"Part {part.Number} has not arrived. Send it again.");
            if (part.ETag?.Trim('"') is { Length: > 0 } tag && tag != record.Hash)
                throw LeatException.InvalidParameter($"Part {part.Number} is not what was sent: its ETag is \"{record.Hash}\". Send it again.");
            records.Add(record);
        }

        return records;
    }

    /// <summary>Removes all of it. What cannot be removed is swept when it is a day old.</summary>
    public void Remove()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A part that arrives at this moment makes it non-empty again.
        }
    }

    private static void MoveUnlessThere(string from, string to)
    {
        try
        {
            File.Move(from, to);
        }
        catch (IOException) when (File.Exists(to))
        {
            File.Delete(from);
        }
    }

    private static async Task<string?> TryReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private string At(string name) => System.IO.Path.Combine(Path, name);
}
