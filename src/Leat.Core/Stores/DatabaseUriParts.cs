namespace Leat.Core;

/// <summary>A database URI split as SQLAlchemy splits it, not unescaped yet.</summary>
/// <remarks>Passwords are pasted unescaped. One with slashes and question marks, or with several <c>@</c>, is still recognised; one with
/// both must be escaped.</remarks>
internal readonly ref struct DatabaseUriParts
{
    private DatabaseUriParts(ReadOnlySpan<char> user, ReadOnlySpan<char> password, bool hasPassword, ReadOnlySpan<char> rest)
    {
        User = user;
        Password = password;
        HasPassword = hasPassword;
        var question = rest.IndexOf('?');
        Query = question < 0 ? default : rest[(question + 1)..];
        var place = question < 0 ? rest : rest[..question];
        var slash = place.IndexOf('/');
        Address = slash < 0 ? place : place[..slash];
        Database = slash < 0 ? default : place[(slash + 1)..];
    }

    public ReadOnlySpan<char> User { get; }

    public ReadOnlySpan<char> Password { get; }

    public bool HasPassword { get; }

    /// <summary>Host and port.</summary>
    public ReadOnlySpan<char> Address { get; }

    public ReadOnlySpan<char> Database { get; }

    /// <summary>What follows the question mark.</summary>
    public ReadOnlySpan<char> Query { get; }

    /// <summary>Splits a URI that contains <c>://</c>.</summary>
    public static DatabaseUriParts Of(string uri)
    {
        var all = uri.AsSpan(uri.IndexOf("://", StringComparison.Ordinal) + 3);
        var at = EndOfUser(all);
        if (at < 0)
            return new DatabaseUriParts(default, default, hasPassword: false, all);
        var login = all[..at];
        var colon = login.IndexOf(':');
        return colon < 0
            ? new DatabaseUriParts(login, default, hasPassword: false, all[(at + 1)..])
            : new DatabaseUriParts(login[..colon], login[(colon + 1)..], hasPassword: true, all[(at + 1)..]);
    }

    private static int EndOfUser(ReadOnlySpan<char> all)
    {
        var first = all.IndexOf('@');
        if (first < 0)
            return -1;

        // Without a password in front, a slash or question mark ends the address: the '@' is part of what follows.
        var end = all.IndexOfAny('/', '?');
        var colon = all.IndexOf(':');
        if (end >= 0 && end < first && (colon < 0 || colon > end || IsPort(all[(colon + 1)..end])))
            return -1;
        end = all[first..].IndexOfAny('/', '?');
        return all[..(end < 0 ? all.Length : first + end)].LastIndexOf('@');
    }

    private static bool IsPort(ReadOnlySpan<char> text)
    {
        // The last colon: an IPv6 address has several.
        text = text[(text.LastIndexOf(':') + 1)..];
        return text.Length > 0 && text.IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
