using System.Globalization;
using System.IO.Compression;
using System.Text;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>The files below a folder as a zip, packed while it is sent: neither memory nor disk holds it.</summary>
/// <param name="Repository">The repository that holds them.</param>
/// <param name="Files">Their paths in the repository.</param>
/// <param name="Skip">How many characters of each path the archive leaves out: what comes before the folder's own name.</param>
/// <param name="Name">The name of the archive, without its extension.</param>
/// <remarks>What would leave the folder that somebody unpacks into, on any system, no artifact may be called; if another program has put such a
/// file there, it is left out.</remarks>
internal sealed record ArchiveAnswer(IArtifactRepository Repository, IReadOnlyList<string> Files, int Skip, string Name) : IWrittenAnswer
{
    /// <summary>The most files of one archive.</summary>
    public const int MaxFiles = 100_000;

    /// <summary>Deeper folders are links that lead back.</summary>
    private const int MaxDepth = 64;

    private const int FirstYearOfZip = 1980;
    private const int LastYearOfZip = 2107;
    private const int BufferSize = 64 * 1024;

    /// <summary>Lists the files, so that what is wrong is answered before anything has been sent.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: there is no file.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: there are too many, or folders too deep.</exception>
    public static async Task<ArchiveAnswer> OfAsync(IArtifactRepository repository, string path, string name, RpcContext call)
    {
        RequestMemory.CountReads(call.Http);
        var files = new List<string>();
        await AddAsync(repository, path, files, depth: 0, call.Cancellation);
        if (files.Count == 0)
        {
            // The path of a file lists like an empty folder; opening it tells which of them is there.
            await using var file = await repository.OpenReadAsync(
                path.Length > 0 ? path : throw LeatException.DoesNotExist("There are no files."), call.Cancellation);
            files.Add(path);
        }

        return new ArchiveAnswer(repository, files, path.Length - ArtifactPath.GetName(path).Length, name);
    }

    /// <summary>The name that people know the folder by.</summary>
    public static string NameOf(ArtifactOwner owner, string path) => path.Length > 0
        ? ArtifactPath.GetName(path)
        : owner switch
        {
            ArtifactOwner.OfRun run => run.RunId,
            ArtifactOwner.OfLoggedModel model => model.ModelId,
            ArtifactOwner.OfVersion version => string.Create(CultureInfo.InvariantCulture, $"{version.Name}-{version.Version}"),
            _ => "artifacts",
        };

    public async Task WriteAsync(HttpContext http)
    {
        FileAnswer.SetSafetyHeaders(http.Response.Headers, Name + ".zip");
        http.Response.ContentType = "application/zip";
        if (HttpMethods.IsHead(http.Request.Method))
            return;
        UnlimitedTransfer.AllowSlowReaders(http);
        await using var output = new GatheringStream(http.Response.Body);
        await using (var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, http.RequestAborted))
        {
            try
            {
                foreach (var file in Files)
                    await AddAsync(zip, file, http.RequestAborted);
            }
            catch
            {
                // Otherwise the archive would be ended properly, and look complete.
                http.Abort();
                throw;
            }
        }

        await output.FlushAsync(http.RequestAborted);
    }

    private static async Task AddAsync(
        IArtifactRepository repository, string directory, List<string> files, int depth, CancellationToken cancellationToken)
    {
        if (depth > MaxDepth)
            throw LeatException.InvalidParameter($"Folders lie more than {MaxDepth} deep. Ask for one of them, with path.");
        foreach (var entry in await repository.ListAsync(directory, cancellationToken))
        {
            if (entry.IsDirectory)
                await AddAsync(repository, entry.Path, files, depth + 1, cancellationToken);
            else if (IsSafe(entry.Path))
                files.Add(entry.Path);
            if (files.Count > MaxFiles)
                throw LeatException.InvalidParameter($"The folder has more than {MaxFiles} files. Ask for a part of it, with path.");
        }
    }

    private static bool IsSafe(string path)
    {
        try
        {
            return ArtifactPath.ParseFile(path) == path;
        }
        catch (LeatException)
        {
            return false;
        }
    }

    private async Task AddAsync(ZipArchive zip, string file, CancellationToken cancellationToken)
    {
        await using var content = await Repository.OpenReadAsync(file, cancellationToken);
        var entry = zip.CreateEntry(file[Skip..], CompressionLevel.Fastest);
        if (content.LastModified is { Year: >= FirstYearOfZip and <= LastYearOfZip } modified)
            entry.LastWriteTime = modified;
        await using var packed = await entry.OpenAsync(cancellationToken);
        await content.Stream.CopyToAsync(packed, BufferSize, cancellationToken);
    }
}
