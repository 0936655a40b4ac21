using System.Globalization;
using System.Text.Json;
using Google.Apis.Auth.OAuth2;
using Leat.Core;

namespace Leat.Artifacts.Gcs;

/// <summary>How to reach the service: the variables of MLflow and of Google's tools.</summary>
/// <param name="environment">Looks up a variable; null or empty counts as not set.</param>
internal sealed class GcsSettings(Func<string, string?> environment)
{
    private const string CredentialsFile = "GOOGLE_APPLICATION_CREDENTIALS";
    private const string Emulator = "STORAGE_EMULATOR_HOST";
    private const string Timeout = "MLFLOW_ARTIFACT_UPLOAD_DOWNLOAD_TIMEOUT";
    private const string Scope = "https://www.googleapis.com/auth/devstorage.read_write";

    private static readonly Uri Google = new("https://storage.googleapis.com/");
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(100);

    /// <summary>Where the service is.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the variable names no address.</exception>
    public Uri Endpoint => Value(Emulator) is not { } host
        ? Google
        : Uri.TryCreate(host.Contains("://", StringComparison.Ordinal) ? host : "http://" + host, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new Uri(address.GetLeftPart(UriPartial.Authority) + "/")
            : throw LeatException.InvalidParameter($"{Emulator} is '{StoreUri.Redact(host)}', which is no address, as 'http://localhost:9000' is one.");

    /// <summary>How long a call may take before the service begins to answer.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the variable is no number.</exception>
    public TimeSpan CallTimeout => Value(Timeout) is not { } text
        ? UsualTimeout
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && seconds is -1 or > 0
            ? seconds == -1 ? System.Threading.Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds)
            : throw LeatException.InvalidParameter($"{Timeout} is '{text}', but can only be a number of seconds, or -1 for none.");

    /// <summary>Whose key signs addresses; null unless the credentials are the key of a service account.</summary>
    /// <exception cref="LeatException">The file cannot be used.</exception>
    public ServiceAccountCredential? Signer() => FromFile()?.UnderlyingCredential as ServiceAccountCredential;

    /// <summary>Who asks; null for nobody in particular, who may read public buckets. As MLflow does, where no credentials are found.</summary>
    /// <exception cref="LeatException">The file cannot be used.</exception>
    public async Task<ITokenAccess?> CredentialsAsync(CancellationToken cancellationToken)
    {
        var found = FromFile();
        if (found is null && Value(Emulator) is null)
        {
            try
            {
                found = await GoogleCredential.GetApplicationDefaultAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (InvalidOperationException)
            {
                // There are none on this machine, and it is none of Google's.
            }
        }

        return found is { IsCreateScopedRequired: true } ? found.CreateScoped(Scope) : found;
    }

    private GoogleCredential? FromFile()
    {
        if (Value(CredentialsFile) is not { } file)
            return null;
        try
        {
            return CredentialFactory.FromFile(file, TypeOf(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new LeatException(ErrorCode.Unauthenticated, $"{CredentialsFile} names '{file}', which is no file of Google's credentials.", error);
        }
    }

    private static string TypeOf(string file)
    {
        using var content = JsonDocument.Parse(File.ReadAllText(file));
        return content.RootElement.GetProperty("type").GetString() ?? "";
    }

    private string? Value(string name) => environment(name) is { Length: > 0 } value ? value : null;
}
