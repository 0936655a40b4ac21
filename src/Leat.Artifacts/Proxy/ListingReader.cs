using System.Text.Json;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Proxy;

/// <summary>Reads the proxy's answer to a listing: <c>{"files": [{"path", "is_dir", "file_size"}]}</c>, names only.</summary>
internal static class ListingReader
{
    public static IReadOnlyList<ArtifactEntry> Read(ReadOnlyMemory<byte> body, string? directory)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (!json.RootElement.TryGetProperty("files", out var files))
                return [];
            var entries = files.EnumerateArray().Select(file => ReadEntry(file, directory)).ToList();
            entries.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
            return entries;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new LeatException(ErrorCode.InternalError, "The server's list of artifacts could not be read.", e);
        }
    }

    private static ArtifactEntry ReadEntry(JsonElement file, string? directory)
    {
        var name = file.GetProperty("path").GetString() ?? "";
        RequireName(name);
        var isDirectory = file.TryGetProperty("is_dir", out var flag) && flag.GetBoolean();
        var path = ArtifactPath.Combine(directory, name);
        return new ArtifactEntry(path, isDirectory, isDirectory ? null : ReadSize(file));
    }

    /// <summary>MLflow leaves the size of an empty file out; some services write it as a string.</summary>
    private static long ReadSize(JsonElement file)
    {
        if (!file.TryGetProperty("file_size", out var size))
            return 0;
        return size.ValueKind == JsonValueKind.String
            ? long.Parse(size.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
            : size.GetInt64();
    }

    /// <summary>Callers join these names to paths of their own disk, so a hostile server must not send them elsewhere.</summary>
    private static void RequireName(string name)
    {
        if (name is "" or "." || name.AsSpan().IndexOfAny('/', '\0') >= 0 || name.Split('\\').Contains(".."))
            throw new LeatException(ErrorCode.InternalError, $"The server listed an artifact under the name '{name}', which is not a file name.");
    }
}
