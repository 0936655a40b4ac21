using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Writes the files of one thing of a store that is in use, over those that are there. Used once.</summary>
internal sealed class ReplacingFiles(DiskFiles disk) : MlrunsFiles(disk.Root, new Refusal()), IDisposable
{
    private readonly DiskBatch _batch = new(disk);

    /// <summary>The files that were written, with what is known of them.</summary>
    public Dictionary<string, FileStamp> Written { get; } = new(StringComparer.Ordinal);

    public override Stream Create(string path) => new Content(this, path);

    public override void MakeFolder(string path) => _batch.EnsureFolder(path);

    public void Put(string path, ReadOnlySpan<byte> content) => Written[path] = _batch.Replace(path, content);

    /// <summary>Removes the files below a folder that were not written: what the thing no longer has.</summary>
    /// <param name="folder">The folder of the thing.</param>
    /// <param name="names">The folders in it to look into.</param>
    public void RemoveOthers(string folder, params string[] names)
    {
        foreach (var name in names)
        {
            var place = Path.Combine(folder, name);
            foreach (var file in FolderListing.Of(place)?.Keys ?? Enumerable.Empty<string>())
            {
                var path = Path.Combine(place, file);
                if (!Written.ContainsKey(path))
                    _batch.Delete(path);
            }
        }
    }

    /// <summary>Brings all to disk.</summary>
    public void Finish() => _batch.Commit();

    public void Dispose() => _batch.Dispose();

    /// <summary>A store cannot leave out what it was given.</summary>
    private sealed class Refusal : IFileNotes
    {
        public void Add(FileNote note)
        {
            if (note.IsLoss)
                throw LeatException.InvalidParameter($"MLflow's file store cannot keep this. {note.Text}");
        }
    }

    private sealed class Content(ReplacingFiles files, string path) : MemoryStream
    {
        private bool _isPut;

        protected override void Dispose(bool disposing)
        {
            if (disposing && !_isPut)
            {
                _isPut = true;
                files.Put(path, GetBuffer().AsSpan(0, (int)Length));
            }

            base.Dispose(disposing);
        }
    }
}
