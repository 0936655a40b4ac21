using Leat.Core.Artifacts;

namespace Leat.Artifacts.Contents;

/// <summary>Whether a repository holds shared contents. Once it does, it does until it is made plain; until then it is asked now and then, since
/// another server may begin.</summary>
internal sealed class ContentFormat(IArtifactRepository repository, TimeProvider time)
{
    private static readonly TimeSpan AskedAgain = TimeSpan.FromMinutes(1);

    private volatile bool _isThere;
    private long _askedAt;
    private volatile bool _wasAsked;

    public async ValueTask<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        if (_isThere)
            return true;
        if (_wasAsked && time.GetElapsedTime(Interlocked.Read(ref _askedAt)) < AskedAgain)
            return false;
        var text = await repository.TryReadTextAsync(ContentPlaces.Format, cancellationToken).ConfigureAwait(false);
        Interlocked.Exchange(ref _askedAt, time.GetTimestamp());
        _wasAsked = true;
        return _isThere = text == ContentPlaces.FormatText;
    }

    /// <summary>Says so before the first content is stored.</summary>
    public async ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        if (_isThere)
            return;
        if (await repository.TryReadTextAsync(ContentPlaces.Format, cancellationToken).ConfigureAwait(false) != ContentPlaces.FormatText)
            await repository.WriteTextAsync(ContentPlaces.Format, ContentPlaces.FormatText, cancellationToken).ConfigureAwait(false);
        _isThere = true;
    }

    public void Forget() => (_isThere, _wasAsked) = (false, false);
}
