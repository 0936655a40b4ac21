using Leat.Core;

namespace Leat.Webhooks;

/// <summary>A key of this store's own, in a file that nobody but its owner reads. Safe for several processes at once.</summary>
/// <param name="path">The file.</param>
internal sealed class WebhookKeyFile(string path)
{
    private readonly Lock _making = new();
    private WebhookSecretKey? _key;

    /// <summary>The key, or null while no secret has been kept.</summary>
    /// <exception cref="LeatException">The file cannot be read, or holds no key.</exception>
    public WebhookSecretKey? Find()
    {
        lock (_making)
            return _key ??= File.Exists(path) ? Read() : null;
    }

    /// <summary>The key, made if there is none yet.</summary>
    /// <exception cref="LeatException">The file cannot be read or made, or holds no key.</exception>
    public WebhookSecretKey FindOrMake()
    {
        lock (_making)
        {
            if (_key is null && !File.Exists(path))
                Make();
            return _key ??= Read();
        }
    }

    /// <summary>Written under a temporary name, so that no other process reads half a key; the first process to rename its file
    /// wins.</summary>
    private void Make()
    {
        var temporary = $"{path}.{Guid.NewGuid():N}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var writer = new StreamWriter(temporary, options))
                writer.Write(WebhookSecretKey.MakeText());
            File.Move(temporary, path, overwrite: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            if (!File.Exists(path))
                throw Unusable("made", error);
        }
    }

    private WebhookSecretKey Read()
    {
        try
        {
            return WebhookSecretKey.TryParse(File.ReadAllText(path), out var key) ? key! : throw new InvalidDataException("it holds no key");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Unusable("read", error);
        }
    }

    private LeatException Unusable(string what, Exception error) => new(
        ErrorCode.InvalidState,
        $"The key for the secrets of webhooks, in '{path}', cannot be {what} ({error.Message.TrimEnd('.')}). Bring the file back, or give "
        + "the key in MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY.",
        error);
}
