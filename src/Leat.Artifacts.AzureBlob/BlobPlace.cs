using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.AzureBlob;

/// <summary>A prefix of a container, and the account that has it.</summary>
/// <param name="Container">The container; Data Lake Storage calls it a file system.</param>
/// <param name="Host">Where the account's blobs are served, for example <c>account.blob.core.windows.net</c>.</param>
/// <param name="Prefix">What the names of blobs begin with, without a slash at its end; empty for the whole container.</param>
internal sealed record BlobPlace(string Container, string Host, string Prefix)
{
    /// <summary>The account, which the host begins with.</summary>
    public string Account => Host[..Host.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>Reads a location. Names are taken as they are written, not decoded, as MLflow's clients do.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: it names no container, or no account.</exception>
    public static BlobPlace Of(ArtifactLocation location)
    {
        var prefix = (location.Path.StartsWith('/') ? location.Path[1..] : location.Path).TrimEnd('/');
        if (location.Authority.Split('@') is [{ Length: > 0 } container, var host] && IsHost(host))
            return new BlobPlace(container, ToBlobs(host), prefix);
        var kind = location.Scheme == "abfss" ? "dfs" : "blob";
        throw LeatException.InvalidParameter(
            $"The artifact location '{location}' names no container and account: write '{location.Scheme}://<container>@<account>.{kind}.core.windows.net/<path>'.");
    }

    /// <summary>An account and the domain of a cloud, in letters that names of hosts have: credentials go to no other address.</summary>
    private static bool IsHost(string host) =>
        host.Split('.') is { Length: >= 3 } labels
        && labels.All(label => label.Length > 0 && label.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'));

    /// <summary>The service of Data Lake Storage and that of blobs have the same files, and hosts that differ in one word.</summary>
    private static string ToBlobs(string host)
    {
        var labels = host.Split('.');
        if (labels[1] == "dfs")
            labels[1] = "blob";
        return string.Join('.', labels);
    }
}
