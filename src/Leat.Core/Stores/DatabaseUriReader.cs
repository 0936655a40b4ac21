using System.Globalization;

namespace Leat.Core;

/// <summary>Reads database URIs, <c>postgresql+psycopg2://user:password@host:5432/runs?sslmode=require</c>.</summary>
internal static class DatabaseUriReader
{
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: no database, an invalid port, or a setting that is
    /// unknown or has an invalid value. The message shows no password.</exception>
    public static DatabaseUri Read(DatabaseUriForm form, string uri)
    {
        if (!uri.Contains("://", StringComparison.Ordinal))
            throw LeatException.InvalidParameter($"A database URI needs '://' after its scheme: give for example '{form.Example}'.");
        var parts = DatabaseUriParts.Of(uri);
        var places = ReadPlaces(parts.Address.ToString(), form);
        var (host, port) = places[0];
        var result = new DatabaseUri
        {
            Kind = form.Kind,
            Host = host.Length == 0 || host[0] == '/' ? "localhost" : host,
            OtherHosts = places[1..],
            UnixSocket = host.Length > 0 && host[0] == '/' ? host : null,
            Port = port,
            User = parts.User.IsEmpty ? null : Unescape(parts.User),
            Password = parts.HasPassword ? Unescape(parts.Password) : null,
            Database = Unescape(parts.Database),
        };
        result = DatabaseSettings.Apply(form.Settings, result, parts.Query.ToString());
        if (result.TlsCertificate is null != result.TlsKey is null)
            throw LeatException.InvalidParameter("The store URI sets one of ssl_cert and ssl_key: set both, or none.");
        return result.Database.Length > 0
            ? result
            : throw LeatException.InvalidParameter($"The store URI names no database behind the host: give for example '{form.Example}'.");
    }

    /// <summary>One server or, as in libpq, several: <c>db1:5432,db2</c>. The port of the last applies to those without one.</summary>
    internal static DatabasePlace[] ReadPlaces(string addresses, DatabaseUriForm form)
    {
        var read = addresses.Split(',').Select(ReadAddress).ToArray();
        if (read.Length > 1 && Array.Exists(read, place => place.Host.Length == 0 || place.Host[0] == '/'))
            throw LeatException.InvalidParameter($"The store URI names several hosts, of which one is empty or a socket: give for example '{form.Example}'.");
        return Array.ConvertAll(read, place => new DatabasePlace(place.Host, place.Port ?? read[^1].Port ?? form.Port));
    }

    private static (string Host, int? Port) ReadAddress(string address)
    {
        if (address.StartsWith('['))
        {
            var bracket = address.IndexOf(']');
            if (bracket < 0 || (bracket + 1 < address.Length && address[bracket + 1] != ':'))
                throw LeatException.InvalidParameter("The host in the store URI is no IPv6 address in brackets, such as '[::1]:5432'.");
            return (address[1..bracket], bracket + 1 < address.Length ? ReadPort(address[(bracket + 2)..]) : null);
        }

        var colon = address.LastIndexOf(':');
        return colon < 0 ? (Unescape(address), null) : (Unescape(address.AsSpan(0, colon)), ReadPort(address[(colon + 1)..]));
    }

    /// <summary>Empty means none, as in SQLAlchemy. Text that is not a number may be part of a password, so it is not shown.</summary>
    internal static int? ReadPort(string text) =>
        text.Length == 0 ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue ? port
        : throw LeatException.InvalidParameter(
            "The port in the store URI is not a number from 1 to 65535. If the password holds '@', ':' or '/', write them as %40, %3A and %2F.");

    private static string Unescape(ReadOnlySpan<char> text) => Uri.UnescapeDataString(text);
}
