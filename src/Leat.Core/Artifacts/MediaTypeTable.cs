using System.Collections.Frozen;

namespace Leat.Core.Artifacts;

/// <summary>Media types by the extension of a name.</summary>
/// <remarks>The newest table of Python's <c>mimetypes</c>, which MLflow uses, and what IANA has registered beyond it for files of data,
/// documents, fonts and models. One line per type: the type, then its extensions in lower case.</remarks>
internal static class MediaTypeTable
{
    private const string Lines = """
        application/atom+xml atom
        application/dicom dcm
        application/epub+zip epub
        application/fits fits
        application/geo+json geojson
        application/geopackage+sqlite3 gpkg
        application/gml+xml gml
        application/java-archive jar
        application/json json
        application/ld+json jsonld
        application/manifest+json webmanifest
        application/msword doc dot wiz
        application/n-quads nq
        application/n-triples nt
        application/octet-stream a bin dll exe o obj so
        application/oda oda
        application/ogg ogx
        application/pdf pdf
        application/pkcs7-mime p7c
        application/postscript ai eps ps
        application/rss+xml rss
        application/rtf rtf
        application/sql sql
        application/toml toml
        application/trig trig
        application/vnd.android.package-archive apk
        application/vnd.apache.arrow.file arrow
        application/vnd.apache.arrow.stream arrows
        application/vnd.apache.parquet parquet
        application/vnd.apple.mpegurl m3u m3u8
        application/vnd.debian.binary-package deb
        application/vnd.google-earth.kml+xml kml
        application/vnd.google-earth.kmz kmz
        application/vnd.ms-excel xlb xls
        application/vnd.ms-fontobject eot
        application/vnd.ms-powerpoint pot ppa pps ppt pwz
        application/vnd.oasis.opendocument.graphics odg
        application/vnd.oasis.opendocument.presentation odp
        application/vnd.oasis.opendocument.spreadsheet ods
        application/vnd.oasis.opendocument.text odt
        application/vnd.openxmlformats-officedocument.presentationml.presentation pptx
        application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx
        application/vnd.openxmlformats-officedocument.wordprocessingml.document docx
        application/vnd.rar rar
        application/vnd.sqlite3 sqlite sqlite3
        application/vnd.tcpdump.pcap pcap
        application/wasm wasm
        application/x-7z-compressed 7z
        application/x-bcpio bcpio
        application/x-cpio cpio
        application/x-csh csh
        application/x-dvi dvi
        application/x-gtar gtar
        application/x-hdf hdf
        application/x-hdf5 h5
        application/x-latex latex
        application/x-mif mif
        application/x-netcdf cdf nc
        application/x-pkcs12 p12 pfx
        application/x-pn-realaudio ram
        application/x-python-code pyc pyo
        application/x-sh sh
        application/x-shar shar
        application/x-shockwave-flash swf
        application/x-sv4cpio sv4cpio
        application/x-sv4crc sv4crc
        application/x-tar tar
        application/x-tcl tcl
        application/x-tex tex
        application/x-texinfo texi texinfo
        application/x-troff roff t tr
        application/x-troff-man man
        application/x-troff-me me
        application/x-troff-ms ms
        application/x-ustar ustar
        application/x-wais-source src
        application/xhtml+xml xhtml
        application/xml rdf wsdl xpdl xsd xsl
        application/xml-dtd dtd
        application/xspf+xml xspf
        application/yaml yaml yml
        application/zip zip
        application/zstd zst
        audio/3gpp 3gp 3gpp
        audio/3gpp2 3g2 3gpp2
        audio/aac aac adts ass loas
        audio/basic au snd
        audio/flac flac
        audio/matroska mka
        audio/midi mid midi
        audio/mp4 m4a
        audio/mpeg mp2 mp3
        audio/ogg oga ogg
        audio/opus opus
        audio/webm weba
        audio/x-aiff aif aifc aiff
        audio/x-pn-realaudio ra
        audio/x-wav wav
        font/collection ttc
        font/otf otf
        font/sfnt sfnt
        font/ttf ttf
        font/woff woff
        font/woff2 woff2
        image/apng apng
        image/avif avif
        image/bmp bmp
        image/emf emf
        image/gif gif
        image/heic heic
        image/heif heif
        image/ief ief
        image/jp2 jp2
        image/jpeg jpe jpeg jpg
        image/jxl jxl
        image/png png
        image/svg+xml svg
        image/tiff tif tiff
        image/tiff-fx tfx
        image/vnd.microsoft.icon ico
        image/webp webp
        image/wmf wmf
        image/x-cmu-raster ras
        image/x-portable-anymap pnm
        image/x-portable-bitmap pbm
        image/x-portable-graymap pgm
        image/x-portable-pixmap ppm
        image/x-rgb rgb
        image/x-xbitmap xbm
        image/x-xpixmap xpm
        image/x-xwindowdump xwd
        message/rfc822 eml mht mhtml nws
        model/gltf+json gltf
        model/gltf-binary glb
        model/stl stl
        model/vnd.usdz+zip usdz
        text/calendar ics
        text/css css
        text/csv csv
        text/html htm html
        text/javascript js mjs
        text/markdown markdown md
        text/n3 n3
        text/plain bat c h ini ksh log pl srt txt
        text/richtext rtx
        text/tab-separated-values tsv
        text/vtt vtt
        text/x-c++hdr hpp
        text/x-c++src cc cpp cxx
        text/x-java java
        text/x-python py
        text/x-rst rst
        text/x-setext etx
        text/x-sgml sgm sgml
        text/x-vcard vcf
        text/xml xml
        video/matroska mkv
        video/mp4 mp4
        video/mpeg m1v mpa mpe mpeg mpg
        video/ogg ogv
        video/quicktime mov qt
        video/webm webm
        video/x-m4v m4v
        video/x-msvideo avi
        video/x-sgi-movie movie
        """;

    /// <summary>Extensions without their dot; case does not matter.</summary>
    public static FrozenDictionary<string, string> ByExtension { get; } =
        (from line in Lines.Split('\n')
         let words = line.Trim().Split(' ')
         from extension in words[1..]
         select (extension, words[0])).ToFrozenDictionary(pair => pair.extension, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);
}
