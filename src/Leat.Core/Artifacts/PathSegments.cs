namespace Leat.Core.Artifacts;

/// <summary>Splits paths into names.</summary>
internal static class PathSegments
{
    /// <summary>The names between slashes, without empty ones and <c>.</c>, which name nothing.</summary>
    public static string[] Of(string path) => [.. path.Split('/').Where(segment => segment is not ("" or "."))];

    /// <summary>As <see cref="Of"/>, with each <c>..</c> removing the name before it.</summary>
    /// <returns>False if the path leads above its beginning.</returns>
    public static bool TryFold(string path, out List<string> segments)
    {
        segments = [];
        foreach (var segment in Of(path))
        {
            if (segment != "..")
                segments.Add(segment);
            else if (segments.Count > 0)
                segments.RemoveAt(segments.Count - 1);
            else
                return false;
        }

        return true;
    }
}
