using Leat.Core;

namespace Leat.Artifacts.Local;

/// <summary>Finds out at the start, not at the first upload, whether a directory can be written to.</summary>
internal static class WriteProbe
{
    /// <summary>Tries it in the directory or, if that does not exist yet, in the nearest one above it. Leaves nothing behind.</summary>
    /// <exception cref="LeatException">It cannot be written to.</exception>
    public static void Require(string directory)
    {
        try
        {
            TryToWrite(NearestExisting(directory));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LeatException(
                ErrorCode.InvalidParameterValue, $"Cannot write to the folder '{directory}' ({error.Message.TrimEnd('.')}).", error);
        }
    }

    private static string NearestExisting(string directory)
    {
        var nearest = directory;
        while (!Directory.Exists(nearest))
        {
            if (File.Exists(nearest))
                throw new IOException($"'{nearest}' is a file");
            nearest = Path.GetDirectoryName(nearest) ?? throw new IOException("no part of it exists");
        }
        return nearest;
    }

    private static void TryToWrite(string directory)
    {
        var path = Path.Combine(directory, $".leat-{Path.GetRandomFileName()}");
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
    }
}
